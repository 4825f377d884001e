using LlmAnalytics.Sandbox.Kafka.Authorization;
using LlmAnalytics.Sandbox.Kafka.Configs;
using LlmAnalytics.Sandbox.Kafka.Controllers;
using LlmAnalytics.Sandbox.Kafka.Groups;
using LlmAnalytics.Sandbox.Kafka.Records;
using LlmAnalytics.Sandbox.Kafka.State;

namespace LlmAnalytics.Sandbox.Kafka.Requests;

/// <summary>What all brokers of a cluster share.</summary>
internal sealed class BrokerServices
{
    /// <summary>The cluster's id.</summary>
    public required string ClusterId { get; init; }

    /// <summary>What each broker listens on.</summary>
    public required IReadOnlyList<SimulatedListener> Listeners { get; init; }

    /// <summary>The state and its changes.</summary>
    public required Controller Controller { get; init; }

    /// <summary>Creates topics.</summary>
    public required TopicCreation TopicCreation { get; init; }

    /// <summary>The values of settings.</summary>
    public required SettingResolver Settings { get; init; }

    /// <summary>Who may do what.</summary>
    public required Authorizer Authorizer { get; init; }

    /// <summary>The passwords of the SASL listeners.</summary>
    public required IReadOnlyDictionary<string, string> Passwords { get; init; }

    /// <summary>Changes settings.</summary>
    public required SettingChange SettingChange { get; init; }

    /// <summary>The records.</summary>
    public required LogStore Logs { get; init; }

    /// <summary>The groups.</summary>
    public required GroupCoordinator Groups { get; init; }

    /// <summary>The controllers' quorum as it is now.</summary>
    public required Func<Quorum> Quorum { get; init; }
}
