using System.Globalization;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Topics;

/// <summary>What a broker accepts under validateOnly and an operator would regret.</summary>
internal static class TopicPlanWarnings
{
    /// <param name="definition">The topic that is planned.</param>
    /// <param name="replicationFactor">The factor that it would get; 0 where unknown.</param>
    /// <param name="answer">The broker's answer, with the settings that the topic would have.</param>
    /// <param name="liveBrokers">Brokers in the metadata: a fenced one is missing there, and still counts for validateOnly.</param>
    public static List<string> For(KafkaTopicDefinition definition, int replicationFactor, CreatableTopicResult answer, int liveBrokers)
    {
        var warnings = new List<string>();
        if (MinInSyncReplicas(definition, answer) is { } minimum && replicationFactor > 0 && minimum > replicationFactor)
        {
            warnings.Add($"min.insync.replicas {minimum} is over the replication factor {replicationFactor}: every write with acks=all would be refused.");
        }

        if (replicationFactor > liveBrokers)
        {
            warnings.Add($"replication factor {replicationFactor}, and only {liveBrokers} brokers are alive: its partitions would be under-replicated from the start.");
        }

        return warnings;
    }

    private static int? MinInSyncReplicas(KafkaTopicDefinition definition, CreatableTopicResult answer)
    {
        const string setting = "min.insync.replicas";
        var value = definition.Config.GetValueOrDefault(setting) ?? answer.Configs?.FirstOrDefault(config => config.Name == setting)?.Value;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var minimum) ? minimum : null;
    }
}
