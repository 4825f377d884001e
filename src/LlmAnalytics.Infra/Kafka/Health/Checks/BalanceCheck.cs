using LlmAnalytics.Engine;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>Whether leaders and replicas are spread evenly over the brokers in service.</summary>
internal static class BalanceCheck
{
    private const int MinMean = 10; // with a handful a broker, one more is already a large share

    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = HealthChecks.Balance;
        var expected = $"within {context.Query.MaxSkewPercent} % of the mean";
        var brokers = context.Survey.Answering.Select(broker => broker.Id).ToList();
        var leaders = context.Survey.Partitions.Select(item => item.Partition.LeaderId).CountBy(brokers);
        var replicas = context.Survey.Partitions.SelectMany(item => item.Partition.ReplicaNodes).CountBy(brokers);
        var skewed = Skewed("leaders", leaders, context.Query.MaxSkewPercent).Concat(Skewed("replicas", replicas, context.Query.MaxSkewPercent)).ToList();
        var observed = $"leaders {Join(leaders.Select(item => $"{item.Key}: {item.Value}"))}; replicas {Join(replicas.Select(item => $"{item.Key}: {item.Value}"))}";
        yield return skewed.Count == 0
            ? Rights.HiddenPartitions(context, name, Warning, expected) ?? Passed(name, Warning, observed, expected, "Leaders and replicas are spread evenly.")
            : Failed(name, Warning, observed, expected, $"Load is spread unevenly: {Join(skewed.Select(item => item.Text))}.", Join(skewed.Select(item => $"broker {item.Broker}").Distinct()),
                "Move replicas with kafka-reassign-partitions.sh; leaders follow the preferred replicas.");
    }

    private static IEnumerable<(int Broker, string Text)> Skewed(string what, SortedDictionary<int, long> counts, int maxPercent)
    {
        var mean = counts.Count == 0 ? 0 : counts.Values.Average();
        return mean < MinMean
            ? []
            : counts.Where(item => Math.Abs(item.Value - mean) * 100 > mean * maxPercent).Select(item => (item.Key, $"broker {item.Key} has {item.Value} {what}, the mean is {mean:0}"));
    }

    /// <summary>How often each key occurs, those that don't occur included.</summary>
    private static SortedDictionary<int, long> CountBy(this IEnumerable<int> items, IEnumerable<int> keys)
    {
        var counts = new SortedDictionary<int, long>(keys.ToDictionary(key => key, _ => 0L));
        foreach (var item in items.Where(counts.ContainsKey))
        {
            counts[item]++;
        }

        return counts;
    }
}
