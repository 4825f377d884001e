namespace LlmAnalytics.Bench.Measuring;

/// <summary>Prints figures beside their goals.</summary>
internal static class Verdict
{
    /// <summary>How many times <paramref name="slower"/> is of <paramref name="faster"/>, which should be at least so many.</summary>
    public static void AtLeast(string what, double slower, double faster, double goal) =>
        Print(what, $"{Samples.Format(slower / faster)}x", $">= {goal:0.#}x", slower / faster >= goal);

    /// <summary>A ratio that should be at most so large.</summary>
    public static void AtMost(string what, double value, double reference, double goal) =>
        Print(what, $"{Samples.Format(value / reference)}x", $"<= {goal:0.#}x", value / reference <= goal);

    /// <summary>A figure within its budget.</summary>
    public static void Budget(string what, double value, double budget, string unit) =>
        Print(what, $"{Samples.Format(value)} {unit}", $"<= {budget:0.#} {unit}", value <= budget);

    private static void Print(string what, string value, string goal, bool met) =>
        Console.WriteLine($"{what}: {value} (goal {goal}: {(met ? "met" : "NOT met")})");
}
