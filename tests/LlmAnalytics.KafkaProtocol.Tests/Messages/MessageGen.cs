using System.Reflection;
using CsCheck;
using LlmAnalytics.KafkaProtocol.Codec;

namespace LlmAnalytics.KafkaProtocol.Tests.Messages;

/// <summary>Messages of random contents, for a version: any type's properties by reflection.</summary>
internal static class MessageGen
{
    // Longer than 127 bytes and longer than 16 383 now and then: lengths of one, two and three bytes in the compact form. Not only ASCII.
    private static readonly Gen<string> Text = Gen.Frequency(
        (6, Gen.String[Gen.Char["aZ7.- \0é世\uffff"], 0, 12]),
        (1, Gen.String[Gen.Char.AlphaNumeric, 120, 300]),
        (1, Gen.Const(new string('x', 16_500))),
        (1, Gen.Const("🙂𝄞")));

    public static Gen<object> Struct(Type type, short version, bool isFlexible)
    {
        var gen = Gen.Const(() => Activator.CreateInstance(type)!);
        foreach (var property in MessageFields.Of(type))
        {
            gen = Gen.Select(gen, Property(property, version, isFlexible), (target, value) =>
            {
                property.SetValue(target, value);
                return target;
            });
        }

        return isFlexible ? Gen.Select(gen, UnknownTags, WithTags) : gen;
    }

    // Numbers that no schema uses; ascending, as the protocol demands.
    private static readonly Gen<UnknownTag[]?> UnknownTags = Gen.Frequency(
        (3, Gen.Const((UnknownTag[]?)null)),
        (1, Gen.Select(Gen.Int[100, 127], Gen.Int[128, int.MaxValue], Gen.Byte.Array[0, 5], Gen.Byte.Array[0, 200], (first, second, a, b) =>
            (UnknownTag[]?)[new UnknownTag(first, a), new UnknownTag(second, b)])));

    private static object WithTags(object target, UnknownTag[]? tags)
    {
        ((WireStruct)target).UnknownTags = tags;
        return target;
    }

    private static Gen<object?> Property(PropertyInfo property, short version, bool isFlexible)
    {
        var value = Value(property.PropertyType, version, isFlexible);
        return MessageFields.IsNullable(property, version) ? Gen.Frequency((1, Gen.Const((object?)null)), (4, value)) : value;
    }

    private static Gen<object?> Value(Type type, short version, bool isFlexible)
    {
        if (type.IsEnum)
        {
            return Value(type.GetEnumUnderlyingType(), version, isFlexible).Select(number => (object?)Enum.ToObject(type, number!));
        }

        if (type == typeof(byte[]))
        {
            return Gen.Byte.Array[0, 300].Select(bytes => (object?)bytes);
        }

        if (type.IsArray)
        {
            return Array(type.GetElementType()!, version, isFlexible);
        }

        return type switch
        {
            _ when type == typeof(bool) => Gen.Bool.Select(value => (object?)value),
            _ when type == typeof(sbyte) => Gen.SByte.Select(value => (object?)value),
            _ when type == typeof(short) => Gen.Short.Select(value => (object?)value),
            _ when type == typeof(ushort) => Gen.UShort.Select(value => (object?)value),
            _ when type == typeof(int) => Gen.Int.Select(value => (object?)value),
            _ when type == typeof(long) => Gen.Long.Select(value => (object?)value),
            _ when type == typeof(Guid) => Gen.Guid.Select(value => (object?)value),
            _ when type == typeof(string) => Text.Select(value => (object?)value),
            _ when type.IsSubclassOf(typeof(WireStruct)) => Struct(type, version, isFlexible).Select(value => (object?)value),
            _ => throw new NotSupportedException($"No generator for {type}."),
        };
    }

    private static Gen<object?> Array(Type element, short version, bool isFlexible)
    {
        // Numbers also in arrays of more than 127 elements (two bytes of compact count); structures in few, or a message would grow without bound.
        var length = element == typeof(int) ? Gen.Frequency((3, Gen.Int[0, 4]), (1, Gen.Int[120, 300])) : Gen.Int[0, 3];
        var item = Value(element, version, isFlexible);
        return length.SelectMany(count => item.Array[count]).Select(items =>
        {
            var array = System.Array.CreateInstance(element, items.Length);
            items.CopyTo(array, 0);
            return (object?)array;
        });
    }
}
