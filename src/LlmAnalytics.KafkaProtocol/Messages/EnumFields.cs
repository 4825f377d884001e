using LlmAnalytics.KafkaProtocol.Codec;
using LlmAnalytics.KafkaProtocol.Errors;

namespace LlmAnalytics.KafkaProtocol.Messages;

/// <summary>Fields that have a type of their own here and a plain number on the wire. A number that is not in the enumeration is kept as it is.</summary>
public static class EnumFields
{
    /// <summary>An error code: two bytes.</summary>
    public static ErrorCode ErrorCode(this Wire wire, ErrorCode value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ErrorCode)wire.Int16((short)value);
    }

    /// <summary>What has settings: one byte.</summary>
    public static ConfigResourceType ConfigResourceType(this Wire wire, ConfigResourceType value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ConfigResourceType)wire.Int8((sbyte)value);
    }

    /// <summary>What to do with a setting: one byte.</summary>
    public static ConfigOperation ConfigOperation(this Wire wire, ConfigOperation value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ConfigOperation)wire.Int8((sbyte)value);
    }

    /// <summary>Where the value of a setting comes from: one byte.</summary>
    public static ConfigSource ConfigSource(this Wire wire, ConfigSource value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ConfigSource)wire.Int8((sbyte)value);
    }

    /// <summary>The type of a setting's value: one byte.</summary>
    public static ConfigType ConfigType(this Wire wire, ConfigType value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (ConfigType)wire.Int8((sbyte)value);
    }

    /// <summary>What an ACL is about: one byte.</summary>
    public static AclResourceType AclResourceType(this Wire wire, AclResourceType value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (AclResourceType)wire.Int8((sbyte)value);
    }

    /// <summary>How the name in an ACL is compared: one byte.</summary>
    public static AclPatternType AclPatternType(this Wire wire, AclPatternType value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (AclPatternType)wire.Int8((sbyte)value);
    }

    /// <summary>What an ACL allows or denies: one byte.</summary>
    public static AclOperation AclOperation(this Wire wire, AclOperation value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (AclOperation)wire.Int8((sbyte)value);
    }

    /// <summary>Whether an ACL allows or denies: one byte.</summary>
    public static AclPermissionType AclPermissionType(this Wire wire, AclPermissionType value)
    {
        ArgumentNullException.ThrowIfNull(wire);
        return (AclPermissionType)wire.Int8((sbyte)value);
    }
}
