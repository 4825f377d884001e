using LlmAnalytics.Engine;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Kafka.Health.Checks;

/// <summary>The brokers: whether each answers, how many there are, and where they stand.</summary>
internal static class BrokerChecks
{
    public static IEnumerable<HealthCheck> Reachable(CheckContext context)
    {
        const string name = HealthChecks.BrokerReachable;
        const string remedy = "Look at the broker's process, its log and its host; Get-LlmKafkaBroker shows what the others know of it.";
        var brokers = context.Survey.Brokers;
        var expected = $"an answer within {context.Query.MaxRoundTripMs} ms";
        var found = 0;
        foreach (var broker in brokers.Where(broker => !broker.Answers))
        {
            found++;
            var known = broker switch
            {
                { IsInMetadata: true } => "the other brokers still believe it alive",
                { Fenced: true } => "the controllers have fenced it",
                _ => "the cluster has forgotten it, and replicas are still assigned to it",
            };
            yield return Failed(name, Critical, broker.EndPoint is null ? "not registered" : "no answer", expected,
                $"Broker {broker.Id} doesn't answer, {known}. {broker.Failure}".TrimEnd(), broker.ToString(), remedy);
        }

        foreach (var broker in brokers.Where(broker => broker.Answers && (broker.RoundTripMs > context.Query.MaxRoundTripMs || broker.Fenced == true)))
        {
            found++;
            yield return broker.Fenced == true
                ? Failed(name, Critical, "fenced", "in service", $"Broker {broker.Id} answers, and the controllers have fenced it: it takes no part in the cluster.", broker.ToString(),
                    "Wait while it starts; if it stays fenced, look into its log for why its heartbeats fail.")
                : Failed(name, Warning, $"{broker.RoundTripMs:0} ms", expected, $"Broker {broker.Id} is slow: {broker.RoundTripMs:0} ms for a small request.", broker.ToString(),
                    "Look at the broker's load, its garbage collection and the network between.");
        }

        if (found == 0)
        {
            var slowest = brokers.MaxBy(broker => broker.RoundTripMs);
            yield return Passed(name, Critical, $"{brokers.Count} of {brokers.Count}, at most {slowest?.RoundTripMs:0.0} ms", expected,
                $"All {brokers.Count} brokers answer, the slowest in {slowest?.RoundTripMs:0.0} ms.");
        }
    }

    public static IEnumerable<HealthCheck> Number(CheckContext context)
    {
        var answering = context.Survey.Answering.Count();
        var expected = $"at least {context.Query.MinBrokers}";
        yield return answering >= context.Query.MinBrokers
            ? Passed(HealthChecks.BrokerCount, Warning, $"{answering}", expected, $"{Count(answering, "broker")}.")
            : Failed(HealthChecks.BrokerCount, Warning, $"{answering}", expected, $"Only {Count(answering, "broker")} in service, {expected} should be.", null,
                "Start the brokers that are missing, or say how many there should be by -MinBrokers.");
    }

    public static IEnumerable<HealthCheck> Racks(CheckContext context)
    {
        var brokers = context.Survey.Brokers.Where(broker => broker.EndPoint is not null).ToList();
        var racks = brokers.Select(broker => broker.Rack).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var without = brokers.Where(broker => broker.Rack is null).Select(broker => broker.ToString()).ToList();
        if (racks.Count == 0)
        {
            yield return Passed(HealthChecks.Racks, Warning, "none", null, "The brokers have no racks: replicas are spread over brokers alone.");
        }
        else if (without.Count > 0)
        {
            yield return Failed(HealthChecks.Racks, Warning, $"{Count(without.Count, "broker")} without", "a rack on every broker",
                $"Some brokers have a rack and some don't: topics can't be created rack by rack. Without: {Join(without)}.", Join(without), "Set broker.rack on every broker.");
        }
        else if (racks.Count == 1 && brokers.Count > 1)
        {
            yield return Failed(HealthChecks.Racks, Warning, racks[0], "at least two racks", $"All {brokers.Count} brokers are in rack {racks[0]}.", racks[0],
                "Spread the brokers over racks, or leave broker.rack away.");
        }
        else
        {
            yield return Passed(HealthChecks.Racks, Warning, string.Join(", ", racks), "at least two racks", $"{Count(racks.Count, "rack")}: {Join(racks)}.");
        }
    }

    public static IEnumerable<HealthCheck> Defaults(CheckContext context)
    {
        const string name = HealthChecks.BrokerDefaults;
        var replicas = Math.Min(3, context.Survey.Brokers.Count);
        var rules = new (string Setting, string Expected, Func<string?, bool> IsSafe)[]
        {
            ("default.replication.factor", $"at least {replicas}", value => Number(value) >= replicas),
            ("min.insync.replicas", $"at least {Math.Max(1, replicas - 1)}", value => Number(value) >= Math.Max(1, replicas - 1)),
            ("unclean.leader.election.enable", "false", value => value == "false"),
            ("auto.create.topics.enable", "false", value => value == "false"),
        };
        var configs = context.Survey.Answering.Select(broker => (Broker: broker, Settings: broker.Config is { ErrorCode: KafkaProtocol.Errors.ErrorCode.None } config ? config.Configs : null)).ToList();
        var unseen = configs.Where(item => item.Settings is null).Select(item => item.Broker.ToString()).ToList();
        var failed = 0;
        foreach (var (setting, expected, isSafe) in rules)
        {
            var unsafeOnes = configs.Where(item => item.Settings is not null)
                .Select(item => (item.Broker, Value: item.Settings!.FirstOrDefault(config => config.Name == setting)?.Value)).Where(item => !isSafe(item.Value)).ToList();
            if (unsafeOnes.Count > 0)
            {
                failed++;
                var values = Join(unsafeOnes.Select(item => item.Value ?? "(unset)").Distinct());
                yield return Failed(name, Warning, values, expected, $"{setting} is {values} on {Count(unsafeOnes.Count, "broker")}: topics made without that setting of their own get it.",
                    Join(unsafeOnes.Select(item => item.Broker.ToString())), $"Set {setting} in the brokers' configuration ({expected}).");
            }
        }

        if (unseen.Count > 0)
        {
            yield return Unknown(name, Warning, null, $"The settings of {Join(unseen)} can't be seen: the user lacks DESCRIBE_CONFIGS on the cluster, or the broker didn't answer.", Join(unseen),
                "Have an administrator grant DESCRIBE_CONFIGS on the cluster.");
        }
        else if (failed == 0)
        {
            yield return Passed(name, Warning, "safe", "safe", "The brokers' defaults are safe.");
        }
    }

    private static int Number(string? value) => int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
