namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>What a certificate file holds, by its content.</summary>
internal enum CertificateFormat
{
    /// <summary>Text with BEGIN and END lines.</summary>
    Pem,

    /// <summary>PKCS#12, or another ASN.1 structure such as a bare certificate.</summary>
    Pkcs12,

    /// <summary>Java's own key store.</summary>
    Jks,

    /// <summary>None of these.</summary>
    Unknown,
}

/// <summary>Tells the formats apart. The content decides, as in Java, where a store of the default type JKS may well be PKCS#12.</summary>
internal static class CertificateFormats
{
    private static readonly string[] KnownTypes = ["PEM", "PKCS12", "JKS"];

    internal static CertificateFormat Of(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFE, 0xED]) || content.StartsWith((ReadOnlySpan<byte>)[0xCE, 0xCE, 0xCE, 0xCE]))
        {
            return CertificateFormat.Jks;
        }

        if (content.IndexOf("-----BEGIN "u8) >= 0)
        {
            return CertificateFormat.Pem;
        }

        return content is [0x30, ..] ? CertificateFormat.Pkcs12 : CertificateFormat.Unknown;
    }

    /// <summary>Refuses a store type that nothing here reads (BCFKS, Windows-ROOT).</summary>
    internal static void CheckType(Setting? type)
    {
        if (type is not null && !KnownTypes.Contains(type.Value.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            throw ConfigurationProblems.NotSupported(type, $"the store type {type.Shown} is not supported.", "Use PEM or PKCS12.");
        }
    }

    internal static Exception JksNotSupported(Setting location, string path) => ConfigurationProblems.NotSupported(
        location,
        $"'{path}' is a Java key store (JKS), which is not supported.",
        $"Convert it: keytool -importkeystore -srckeystore \"{path}\" -destkeystore \"{Path.ChangeExtension(path, ".p12")}\" -deststoretype PKCS12");

    internal static Exception NotAStore(Setting location, string path) =>
        ConfigurationProblems.Unreadable(location, $"'{path}' is neither PEM nor PKCS#12.", "Name a PEM or PKCS#12 file.");
}
