using System.Collections.Concurrent;
using System.Reflection;
using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;
using LlmAnalytics.KafkaProtocol.Messages;

namespace LlmAnalytics.Sandbox.Kafka.Faults;

/// <summary>
/// Makes an error answer of any answer: the code goes where the message has one, in the whole answer where it can, else in each item.
/// Reflection is good enough: this runs in a fault only.
/// </summary>
internal static class ErrorInjector
{
    private static readonly ConcurrentDictionary<Type, bool> Carriers = [];

    /// <summary>Whether the answer has a place for a code of the whole answer.</summary>
    public static bool HasOwnCode(KafkaMessage response) => Code(response.GetType()) is not null;

    /// <summary>Puts the code into the answer.</summary>
    public static void Apply(WireStruct response, ErrorCode error)
    {
        if (Code(response.GetType()) is { } own)
        {
            own.SetValue(response, error);
        }

        foreach (var property in Items(response.GetType()))
        {
            foreach (var item in (WireStruct[]?)property.GetValue(response) ?? [])
            {
                Apply(item, error);
            }
        }
    }

    private static PropertyInfo? Code(Type type) => type.GetProperty("ErrorCode", typeof(ErrorCode));

    private static IEnumerable<PropertyInfo> Items(Type type) => type.GetProperties()
        .Where(property => property.PropertyType.IsArray && property.PropertyType.GetElementType()!.IsSubclassOf(typeof(WireStruct)))
        .Where(property => property.Name != nameof(WireStruct.UnknownTags) && Carries(property.PropertyType.GetElementType()!));

    // Partitions within topics carry codes; replicas within partitions don't.
    private static bool Carries(Type type) => Carriers.GetOrAdd(type, static t => Code(t) is not null || t.GetProperties()
        .Any(property => property.PropertyType.IsArray && property.PropertyType.GetElementType()!.IsSubclassOf(typeof(WireStruct)) && Carries(property.PropertyType.GetElementType()!)));
}
