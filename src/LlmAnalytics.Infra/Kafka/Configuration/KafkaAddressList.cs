using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Engine;
using LlmAnalytics.Transport;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>The addresses of a bootstrap setting.</summary>
/// <param name="Addresses">The addresses in their order, each once.</param>
/// <param name="Protocol">The protocol that all of them have as prefix (<c>SSL://host:9093</c>); null where they have none.</param>
internal sealed record KafkaAddressList(IReadOnlyList<ServerEndPoint> Addresses, KafkaSecurityProtocol? Protocol)
{
    private const int DefaultPort = 9092;

    /// <summary>Reads addresses separated by commas. A missing port is 9092, as librdkafka has it.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">An address can't be used.</exception>
    internal static KafkaAddressList Parse(Setting setting)
    {
        var addresses = new List<ServerEndPoint>();
        KafkaSecurityProtocol? protocol = null;
        foreach (var item in setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (itemProtocol, rest) = SplitScheme(setting, item);
            if (addresses.Count > 0 && itemProtocol != protocol)
            {
                throw Bad(setting, "the addresses have different protocols as prefix.");
            }

            protocol = itemProtocol;
            var address = ParseOne(setting, rest);
            if (!addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return addresses.Count > 0 ? new KafkaAddressList(addresses, protocol) : throw Bad(setting, "it holds no address.");
    }

    private static (KafkaSecurityProtocol? Protocol, string Address) SplitScheme(Setting setting, string item)
    {
        var scheme = item.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
        {
            return (null, item);
        }

        return SecurityProtocols.TryParse(item[..scheme], out var protocol)
            ? (protocol, item[(scheme + 3)..].TrimEnd('/'))
            : throw Bad(setting, "an address has a prefix before '://' that is not PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL.");
    }

    /// <summary>Whether a host is a number or two: the C library reads <c>40.9656</c> as the address 40.0.37.184, which nobody means.</summary>
    private static bool IsShorthand(string host) =>
        host.All(c => char.IsAsciiDigit(c) || c == '.') && host.Count(c => c == '.') != 3;

    private static ServerEndPoint ParseOne(Setting setting, string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw Bad(setting, "an address holds '@': user and password don't belong here.");
        }

        var close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(close, 0));
        var host = close > 0 ? text[1..close] : colon < 0 ? text : text[..colon];
        var port = colon < 0 ? null : text[(colon + 1)..];
        if (close < 0 && port?.Contains(':', StringComparison.Ordinal) == true)
        {
            throw Bad(setting, $"'{text}' is not host:port; an IPv6 address needs brackets, as in [::1]:9092.");
        }

        var plausible = close > 0
            ? IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 && (colon == close + 1 || text.Length == close + 1)
            : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 && !IsShorthand(host);
        if (!plausible)
        {
            throw Bad(setting, $"'{text}' is not host:port.");
        }

        if (port is null)
        {
            return new ServerEndPoint(host, DefaultPort);
        }

        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? new ServerEndPoint(host, number)
            : throw Bad(setting, $"the port of '{text}' is not a number from 1 to 65535.");
    }

    private static ProblemException Bad(Setting setting, string why) =>
        ConfigurationProblems.Invalid(setting, why, "Give the addresses as host:port, separated by commas.");
}
