using System.Globalization;

namespace LlmAnalytics.Bench.Measuring;

/// <summary>The measured values of one contestant. Ratios are of medians: one slow or one lucky run must not move them.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToList();
            return sorted.Count == 0 ? double.NaN : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
        }
    }

    public double Min => _values.Min();

    public double Max => _values.Max();

    public void Add(double value) => _values.Add(value);

    public void Add(TimeSpan elapsed) => Add(elapsed.TotalMilliseconds);

    /// <summary>Median, least, greatest and number, as the cells of a table.</summary>
    public string[] Cells() => [Format(Median), Format(Min), Format(Max), Count.ToString(CultureInfo.InvariantCulture)];

    public static string Format(double value) => value.ToString(Math.Abs(value) < 10 ? "N2" : Math.Abs(value) < 1000 ? "N1" : "N0", CultureInfo.InvariantCulture);
}
