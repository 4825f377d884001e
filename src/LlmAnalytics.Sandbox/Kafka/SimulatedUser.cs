namespace LlmAnalytics.Sandbox.Kafka;

/// <summary>A user that the SASL listeners know. Its principal is <c>User:</c> and its name.</summary>
public sealed class SimulatedUser
{
    /// <summary>Creates a user.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password, for PLAIN and SCRAM.</param>
    public SimulatedUser(string name, string password)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(password);
        Name = name;
        Password = password;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The password. Not shown by <see cref="ToString"/>.</summary>
    public string Password { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
