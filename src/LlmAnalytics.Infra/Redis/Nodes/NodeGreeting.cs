using System.Text;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Redis.Nodes;

/// <summary>
/// The first words on a new connection, spoken before the client library has it: AUTH and PING. The library keeps the server's answers to its own handshake to itself;
/// here a wrong password, a port that speaks TLS and a service that isn't Redis are told apart. The password stays here.
/// </summary>
internal static class NodeGreeting
{
    private const int LongestAnswer = 1024;

    /// <summary>Authenticates where there is a password, and waits until the node answers.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">The node refuses us, or what listens there isn't Redis.</exception>
    /// <exception cref="NodeErrorException">The node answers with an error: it is loading its data, or has no room for clients.</exception>
    /// <exception cref="EndOfStreamException">The other side hung up.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async Task RunAsync(Stream stream, NodePlace place, string? user, string? password, CancellationToken cancellationToken)
    {
        var words = password is null ? "" : Command(IsDefault(user) ? ["AUTH", password] : ["AUTH", user!, password]);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(words + Command(["PING"])), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (password is not null)
        {
            Judge(place, user, "AUTH", await ReadLineAsync(stream, place, cancellationToken).ConfigureAwait(false));
        }

        Judge(place, user, "PING", await ReadLineAsync(stream, place, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether a user is the one that a password alone stands for.</summary>
    public static bool IsDefault(string? user) => user is null or "" or "default";

    private static string Command(string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"))}";

    private static void Judge(NodePlace place, string? user, string command, string answer)
    {
        var node = place.ToString();
        if (answer.StartsWith('+'))
        {
            return;
        }

        var error = answer[1..];
        throw error.Split(' ', 2)[0] switch
        {
            "WRONGPASS" => NodeProblems.WrongPassword(node, IsDefault(user) ? null : user),
            "NOAUTH" => NodeProblems.PasswordRequired(node),
            "NOPERM" => NodeProblems.NotAllowed(node, IsDefault(user) ? null : user, command),
            // Servers before ACLs know these words alone.
            "ERR" when command == "AUTH" && error.Contains("invalid password", StringComparison.Ordinal) => NodeProblems.WrongPassword(node, null),
            "ERR" when command == "AUTH" && (error.Contains("no password is set", StringComparison.Ordinal) || error.Contains("without any password", StringComparison.Ordinal)) =>
                NodeProblems.PasswordNotExpected(node),
            _ => new NodeErrorException(place, command, error),
        };
    }

    /// <summary>Reads one line a byte at a time: what follows is the client library's.</summary>
    private static async Task<string> ReadLineAsync(Stream stream, NodePlace place, CancellationToken cancellationToken)
    {
        var line = new byte[LongestAnswer];
        for (var length = 0; length < line.Length; length++)
        {
            if (await stream.ReadAsync(line.AsMemory(length, 1), cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new EndOfStreamException();
            }

            if (line[0] == 0x15)
            {
                throw NodeProblems.ExpectsTls(place.ToString()); // the record type of a TLS alert
            }

            if (line[0] is not ((byte)'+' or (byte)'-'))
            {
                throw NodeProblems.NotAServer(place.ToString(), await PrintableAsync(stream, line[0], cancellationToken).ConfigureAwait(false));
            }

            if (line[length] == '\n')
            {
                return Encoding.UTF8.GetString(line, 0, length).TrimEnd('\r');
            }
        }

        throw NodeProblems.NotAServer(place.ToString(), Printable(line.AsSpan(0, 24)));
    }

    private static async Task<string> PrintableAsync(Stream stream, byte first, CancellationToken cancellationToken)
    {
        var bytes = new byte[24];
        bytes[0] = first;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMilliseconds(100));
        try
        {
            var more = await stream.ReadAsync(bytes.AsMemory(1), patience.Token).ConfigureAwait(false);
            return Printable(bytes.AsSpan(0, 1 + more));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return Printable(bytes.AsSpan(0, 1)); // the one byte must do
        }
    }

    private static string Printable(ReadOnlySpan<byte> bytes) => string.Concat(bytes.ToArray().Select(b => b is >= 0x20 and < 0x7f ? (char)b : '.'));
}
