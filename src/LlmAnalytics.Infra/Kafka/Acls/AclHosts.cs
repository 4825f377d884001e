using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LlmAnalytics.Infra.Kafka.Acls;

/// <summary>
/// Clients' addresses. Brokers compare an ACL's host as text with Java's <c>InetAddress.getHostAddress</c>: four plain decimal numbers, or for IPv6 eight groups in
/// hexadecimal without leading zeros, and without <c>::</c>.
/// </summary>
internal static class AclHosts
{
    private const int Groups = 8;

    /// <summary>Why no client has this address, and the right form; null where one may have it.</summary>
    public static (string Why, string Form)? Find(string host)
    {
        if (JavaForm(host) is { } java)
        {
            return java == host ? null : ("brokers compare addresses as text, and write this one differently", $"Write -HostName '{java}'.");
        }

        return host.Contains('/', StringComparison.Ordinal) ? ("Kafka knows no networks here", "Give each client's address, or '*' for all.")
            : host.Contains('*', StringComparison.Ordinal) ? ("Kafka knows no wildcard in an address", "Give each client's address, or '*' for all.")
            : ($"'{host}' is no IP address, and brokers don't look names up", "Give the client's IP address, or '*' for all.");
    }

    /// <summary>An address as brokers write it; null where the text is none.</summary>
    public static string? JavaForm(string host)
    {
        if (host != host.Trim() || host.StartsWith('[') || !IPAddress.TryParse(host, out var address))
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4(); // Java does so too
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        var groups = Enumerable.Range(0, Groups).Select(i => ((bytes[i * 2] << 8) | bytes[(i * 2) + 1]).ToString("x", CultureInfo.InvariantCulture));
        var scope = host.IndexOf('%', StringComparison.Ordinal);
        return string.Join(':', groups) + (scope < 0 ? "" : host[scope..]);
    }
}
