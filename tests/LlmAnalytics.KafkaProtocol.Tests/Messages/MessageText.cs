using System.Collections;
using System.Globalization;
using System.Text;
using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>A message's contents as text: two messages are equal where their texts are, and a failed comparison shows where they differ.</summary>
internal static class MessageText
{
    /// <summary>All that a message holds.</summary>
    public static string Of(WireStruct message) => Of(message, short.MaxValue, isFlexible: true);

    /// <summary>What is left of a message that goes over the wire in a version.</summary>
    /// <param name="message">The message.</param>
    /// <param name="version">The version: fields that it doesn't have count as at their default, whatever they hold.</param>
    /// <param name="isFlexible">Whether that version has tagged fields.</param>
    public static string Of(WireStruct message, short version, bool isFlexible)
    {
        var text = new StringBuilder();
        Append(text, message, version, isFlexible);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, short version, bool isFlexible)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append('"').Append(s).Append('"');
                break;
            case byte[] bytes:
                text.Append(Convert.ToHexString(bytes));
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Append(text, item, version, isFlexible);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case UnknownTag tag:
                text.Append(CultureInfo.InvariantCulture, $"{tag.Tag}={Convert.ToHexString(tag.Value)}");
                break;
            case WireStruct wireStruct:
                AppendStruct(text, wireStruct, version, isFlexible);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void AppendStruct(StringBuilder text, WireStruct value, short version, bool isFlexible)
    {
        var defaults = Activator.CreateInstance(value.GetType());
        text.Append('{');
        foreach (var property in MessageFields.Of(value.GetType()))
        {
            text.Append(property.Name).Append(':');
            Append(text, property.GetValue(MessageFields.IsIn(property, version) ? value : defaults), version, isFlexible);
            text.Append('\n');
        }

        Append(text, isFlexible ? value.UnknownTags : null, version, isFlexible);
        text.Append('}');
    }
}
