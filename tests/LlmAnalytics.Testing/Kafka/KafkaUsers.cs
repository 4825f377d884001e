namespace LlmAnalytics.Testing;

/// <summary>The users of the test brokers, for PLAIN, SCRAM and, as client ids, for OAUTHBEARER.</summary>
public static class KafkaUsers
{
    /// <summary>A super user.</summary>
    public const string Admin = "admin";

    /// <summary>A user without any right.</summary>
    public const string Alice = "alice";

    /// <summary>A second user without any right.</summary>
    public const string Bob = "bob";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, Alice, Bob];

    /// <summary>The password (client secret) of a user.</summary>
    public static string Password(string user) => $"{user}-secret";

    /// <summary>All of them with their passwords.</summary>
    public static IReadOnlyDictionary<string, string> Passwords { get; } = All.ToDictionary(user => user, Password);
}
