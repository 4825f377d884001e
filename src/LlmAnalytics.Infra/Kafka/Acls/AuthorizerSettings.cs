using LlmAnalytics.Infra.Kafka.Cluster;
using LlmAnalytics.KafkaProtocol.Connections;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>What the brokers' authorizer goes by besides ACLs, as far as a client may know it.</summary>
/// <param name="SuperUsers">The principals that may do everything; null where that isn't told.</param>
/// <param name="AllowsWithoutAcls">Whether everybody may do what no ACL is about; null where that isn't told.</param>
internal sealed record AuthorizerSettings(IReadOnlyList<string>? SuperUsers, bool? AllowsWithoutAcls)
{
    private const string SuperUsersName = "super.users";
    private const string AllowName = "allow.everyone.if.no.acl.found";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly AuthorizerSettings Unknown = new(null, null);

    /// <summary>
    /// Asks a broker for its settings, which takes DESCRIBE_CONFIGS on the cluster. A setting that isn't there has its default; one that Kafka doesn't know the type of, which both
    /// are to many versions, is listed without its value.
    /// </summary>
    public static async Task<AuthorizerSettings> ReadAsync(ClusterClient cluster, CancellationToken cancellationToken)
    {
        var nearest = cluster.Candidates[0];
        foreach (var broker in cluster.Brokers.OrderByDescending(broker => broker.EndPoint == nearest))
        {
            var resource = new DescribeConfigsResource
            {
                ResourceType = ConfigResourceType.Broker,
                ResourceName = broker.Id.ToString(provider: null),
                ConfigurationKeys = [SuperUsersName, AllowName],
            };
            try
            {
                var response = await cluster.SendAsync(broker.EndPoint, new DescribeConfigsRequest { Resources = [resource] }, Patience, cancellationToken).ConfigureAwait(false);
                return response.Results is [{ ErrorCode: ErrorCode.None } result] ? From(result.Configs) : Unknown;
            }
            catch (BrokerConnectionException)
            {
                cancellationToken.ThrowIfCancellationRequested(); // else the next broker is as good: all have the same settings
            }
        }

        return Unknown;
    }

    private static AuthorizerSettings From(DescribeConfigsResourceResult[] configs)
    {
        var values = configs.ToDictionary(config => config.Name, config => config.Value, StringComparer.Ordinal);
        var superUsers = values.TryGetValue(SuperUsersName, out var users) ? users : "";
        var allow = values.TryGetValue(AllowName, out var value) ? value : "false";
        return new AuthorizerSettings(
            superUsers?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            allow is null ? null : string.Equals(allow.Trim(), "true", StringComparison.OrdinalIgnoreCase));
    }
}
