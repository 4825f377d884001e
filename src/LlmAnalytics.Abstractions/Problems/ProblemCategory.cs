namespace LlmAnalytics.Engine;

/// <summary>
/// The kind of a <see cref="Problem"/>. The names are those of PowerShell's <c>ErrorCategory</c>, so a host maps them one to one
/// without this assembly depending on PowerShell.
/// </summary>
public enum ProblemCategory
{
    /// <summary>No better name fits.</summary>
    NotSpecified,

    /// <summary>The server could not be reached, or the connection broke.</summary>
    ConnectionError,

    /// <summary>The server refused who we say we are, or its own certificate could not be trusted.</summary>
    AuthenticationError,

    /// <summary>The server knows who we are, and that user may not do this.</summary>
    PermissionDenied,

    /// <summary>The deadline passed.</summary>
    OperationTimeout,

    /// <summary>What was named doesn't exist.</summary>
    ObjectNotFound,

    /// <summary>What was to be made exists already.</summary>
    ResourceExists,

    /// <summary>A value given by the caller can't be used.</summary>
    InvalidArgument,

    /// <summary>Data read (a file, an answer from the wire) is malformed.</summary>
    InvalidData,

    /// <summary>The server is in a state in which this can't be done.</summary>
    InvalidOperation,

    /// <summary>The server answered with an error of its own.</summary>
    InvalidResult,

    /// <summary>The server is short of something: brokers, disk, quota.</summary>
    ResourceUnavailable,

    /// <summary>The server, platform or file asks for something that this module doesn't implement.</summary>
    NotImplemented,

    /// <summary>The server speaks something else than expected.</summary>
    ProtocolError,

    /// <summary>A guard of this module refused a dangerous request.</summary>
    SecurityError,
}
