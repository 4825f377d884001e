using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Nodes;

namespace LlmAnalytics.Infra.Redis.Configuration;

/// <summary>Reads addresses of nodes as people write them.</summary>
internal static class NodeAddresses
{
    private const int DefaultPort = 6379;

    /// <summary>Reads addresses, each one or several separated by commas. A missing port is 6379.</summary>
    /// <param name="subject">What holds them, for messages: <c>-Node</c>.</param>
    /// <param name="values">The addresses.</param>
    /// <returns>The addresses in their order, each once.</returns>
    /// <exception cref="ProblemException">An address can't be used.</exception>
    public static IReadOnlyList<NodePlace> Parse(string subject, IEnumerable<string> values)
    {
        var places = values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(item => ParseOne(subject, item)).Distinct().ToList();
        return places.Count > 0 ? places : throw Bad(subject, "it holds no address.");
    }

    private static NodePlace ParseOne(string subject, string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw Bad(subject, "an address holds '@': user and password don't belong here.");
        }

        if (text.Contains("://", StringComparison.Ordinal))
        {
            throw Bad(subject, $"'{text}' is a URL; give host:port, and -Tls for rediss.");
        }

        var close = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', Math.Max(close, 0));
        var host = close > 0 ? text[1..close] : colon < 0 ? text : text[..colon];
        var port = colon < 0 ? null : text[(colon + 1)..];
        if (close < 0 && port?.Contains(':', StringComparison.Ordinal) == true)
        {
            throw Bad(subject, $"'{text}' is not host:port; an IPv6 address needs brackets, as in [::1]:6379.");
        }

        var plausible = close > 0
            ? IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 && (colon == close + 1 || text.Length == close + 1)
            : Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4 && !IsShorthand(host);
        if (!plausible)
        {
            throw Bad(subject, $"'{text}' is not host:port.");
        }

        if (port is null)
        {
            return new NodePlace(host, DefaultPort);
        }

        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? new NodePlace(host, number)
            : throw Bad(subject, $"the port of '{text}' is not a number from 1 to 65535.");
    }

    /// <summary>Whether a host is a number or two: the C library reads <c>40.9656</c> as the address 40.0.37.184, which nobody means.</summary>
    private static bool IsShorthand(string host) =>
        host.All(c => char.IsAsciiDigit(c) || c == '.') && host.Count(c => c == '.') != 3;

    private static ProblemException Bad(string subject, string why) => SettingProblems.Invalid(subject, why, "Give the addresses as host:port, separated by commas.");
}
