using System.Text;
using System.Text.RegularExpressions;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>
/// Fills the placeholders of Kafka's EnvVarConfigProvider and FileConfigProvider: <c>${env:NAME}</c> and <c>${file:path:key}</c>, whether or not
/// <c>config.providers</c> names them. Placeholders of other providers are an error where <c>config.providers</c> declares them, else plain text.
/// </summary>
internal sealed partial class SettingPlaceholders(IReadOnlyDictionary<string, string> environment)
{
    private readonly Dictionary<string, Dictionary<string, string>> _files = new(StringComparer.Ordinal);

    /// <summary>The setting with its placeholders filled.</summary>
    /// <param name="setting">The setting as it was written.</param>
    /// <param name="providers">The value of <c>config.providers</c> in the same place; null where there is none.</param>
    internal Setting Fill(Setting setting, string? providers)
    {
        if (!setting.Value.Contains("${", StringComparison.Ordinal))
        {
            return setting;
        }

        var declared = providers?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        var filled = Placeholder().Replace(setting.Value, match => match.Groups[1].Value switch
        {
            "env" => FromEnvironment(setting, match.Groups[2].Value),
            "file" => FromFile(setting, match.Groups[2].Value),
            var other when declared.Contains(other, StringComparer.Ordinal) => throw ConfigurationProblems.NotSupported(
                setting, $"it takes its value from the configuration provider '{other}'.", "Use ${env:NAME} or ${file:/path:key}, or write the value."),
            _ => match.Value,
        });
        return new Setting(setting.Name, filled, setting.Source);
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_.-]+):([^}]*)\}")]
    private static partial Regex Placeholder();

    private string FromEnvironment(Setting setting, string name) =>
        environment.TryGetValue(name.TrimStart(':'), out var value)
            ? value
            : throw ConfigurationProblems.Invalid(setting, $"the environment variable '{name}', which it names, is not set.", "Set the variable, or write the value.");

    private string FromFile(Setting setting, string pathAndKey)
    {
        var colon = pathAndKey.LastIndexOf(':'); // the last: a Windows path has one of its own
        if (colon <= 0)
        {
            throw ConfigurationProblems.Invalid(setting, "its placeholder is not ${file:path:key}.", "Write ${file:/path/to/file:key}.");
        }

        var (path, key) = (pathAndKey[..colon], pathAndKey[(colon + 1)..]);
        return Read(setting, path).TryGetValue(key, out var value)
            ? value
            : throw ConfigurationProblems.Invalid(setting, $"the file '{path}', which it names, has no key '{key}'.", "Correct the key, or write the value.");
    }

    private Dictionary<string, string> Read(Setting setting, string path)
    {
        if (!_files.TryGetValue(path, out var entries))
        {
            entries = new Dictionary<string, string>(StringComparer.Ordinal);
            var text = Encoding.UTF8.GetString(SettingFiles.Read(setting, path));
            try
            {
                foreach (var (key, value, _) in PropertiesFile.Parse(text))
                {
                    entries[key] = value;
                }
            }
            catch (FormatException e)
            {
                throw ConfigurationProblems.Invalid(setting, $"the file '{path}', which it names, is malformed: {e.Message}.", "Correct the file.", e);
            }

            _files[path] = entries;
        }

        return entries;
    }
}
