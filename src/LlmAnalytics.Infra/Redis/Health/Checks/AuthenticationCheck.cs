using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Health.Survey;
using static LlmAnalytics.Infra.Health.Findings;

namespace LlmAnalytics.Infra.Redis.Health.Checks;

/// <summary>Whether nodes get into each other: what one asks for is what the others have. Passwords are compared as digests.</summary>
internal static class AuthenticationCheck
{
    public static IEnumerable<HealthCheck> Run(CheckContext context)
    {
        const string name = RedisChecks.Authentication;
        const string expected = "one password";
        var findings = new List<HealthCheck>();
        var refusing = context.Survey.Nodes.Where(node => !node.Answers && node.Failure?.ErrorId is ErrorIds.RedisAuthenticationFailed or ErrorIds.RedisAuthenticationRequired).Select(node => node.ToString()).ToList();
        if (refusing.Count > 0 && context.Nodes.Count > 0)
        {
            findings.Add(Failed(name, Critical, "refused", expected, $"{Count(refusing.Count, "node")} refuse the password that the others take: {Join(refusing)}.", Join(refusing), "Set requirepass and masterauth there as on the other nodes."));
        }

        var known = context.Nodes.Where(node => node.Config is not null).ToList();
        var wanted = known.Where(node => Has(node, "requirepass")).GroupBy(node => node.Config!["requirepass"]).OrderByDescending(group => group.Count()).ToList();
        if (wanted.Count > 1 || (wanted.Count == 1 && wanted[0].Count() < known.Count))
        {
            var others = known.Except(wanted[0]).ToList();
            findings.Add(Failed(name, Critical, "different passwords", expected, $"Nodes ask for another password than most, or for none: {Join(others.Select(node => node.ToString()))}.", Join(others.Select(node => node.ToString())),
                $"{Conclusion.Cli(others[0])} CONFIG SET requirepass <the cluster's password>"));
        }

        var locked = wanted.Count == 0 ? [] : known.Where(node => !HasUser(node) && MasterPassword(node) != wanted[0].Key).ToList();
        if (locked.Count > 0)
        {
            var without = locked.All(node => MasterPassword(node).Length == 0);
            findings.Add(Failed(name, Critical, without ? "no masterauth" : "wrong masterauth", expected,
                $"{Count(locked.Count, "node")} {(without ? "have no masterauth" : "have another masterauth than the password that masters ask for")}: as replicas they can't copy. {Join(locked.Select(node => node.ToString()))}.",
                Join(locked.Select(node => node.ToString())), $"{Conclusion.Cli(locked[0])} CONFIG SET masterauth <the cluster's password>; CONFIG REWRITE"));
        }

        return Conclusion.Draw(context, name, Critical, Parts.Config, context.Nodes.Where(node => node.Config is null), findings, () => Passed(name, Critical, wanted.Count > 0 ? expected : "no password", expected,
            wanted.Count > 0 ? "All nodes ask for the same password, and have it for their masters." : "The nodes ask for no password (requirepass)."));
    }

    private static bool Has(NodeSurvey node, string setting) => node.Config!.GetValueOrDefault(setting) is { Length: > 0 };

    private static bool HasUser(NodeSurvey node) => Has(node, "masteruser") || Has(node, "primaryuser");

    /// <summary>Valkey has both names for one setting.</summary>
    private static string MasterPassword(NodeSurvey node) => node.Config!.GetValueOrDefault("masterauth") is { Length: > 0 } digest ? digest : node.Config!.GetValueOrDefault("primaryauth", "");
}
