using System.Globalization;
using System.Text;

namespace LlmAnalytics.KafkaProtocol.Errors;

/// <summary>What can be said of error codes.</summary>
public static class ErrorCodes
{
    /// <summary>The code as Kafka writes it: <c>UNKNOWN_TOPIC_OR_PARTITION</c>; the number of one that is not known here.</summary>
    public static string KafkaName(this ErrorCode code)
    {
        var name = code.ToString();
        if (!char.IsAsciiLetter(name[0]))
        {
            return string.Create(CultureInfo.InvariantCulture, $"error {(short)code}");
        }

        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}
