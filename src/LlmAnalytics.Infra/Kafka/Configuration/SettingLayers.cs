using System.Text;
using LlmAnalytics.Engine;

namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Collects the settings of all layers.</summary>
/// <param name="environment">The environment variables.</param>
internal sealed class SettingLayers(IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The environment variable that names a configuration file.</summary>
    internal const string ConfigFileVariable = "KAFKA_CONFIG_FILE";

    private readonly SettingPlaceholders _placeholders = new(environment);
    private readonly List<Setting> _written = [];

    /// <summary>The settings that somebody wrote by name, in a file or with <c>-Property</c>: those among which unknown ones are looked for.</summary>
    internal IReadOnlyList<Setting> Written => _written;

    /// <summary>Collects what a request and the environment give.</summary>
    internal SettingSet Collect(KafkaConnectionRequest request)
    {
        var set = new SettingSet();
        if (request.ConfigFile is { } file)
        {
            AddFile(set, file, "-ConfigFile", SettingLayer.ConfigFile);
            AddVariable(set, KafkaSettingNames.BootstrapServers);
        }
        else
        {
            if (Variable(ConfigFileVariable) is { } environmentFile)
            {
                AddFile(set, environmentFile, $"environment variable {ConfigFileVariable}", SettingLayer.EnvironmentFile);
            }

            foreach (var name in KafkaSettingNames.Understood)
            {
                AddVariable(set, name);
            }
        }

        if (request.Properties is { } properties)
        {
            var source = new SettingSource(SettingLayer.Property, "-Property", request.Folder);
            AddAll(set, [.. properties.Select(p => new Setting(p.Key.Trim(), p.Value ?? string.Empty, source))]);
        }

        if (request.BootstrapServers is { Count: > 0 } servers)
        {
            set.Add(new Setting(KafkaSettingNames.BootstrapServers, string.Join(',', servers), new SettingSource(SettingLayer.Parameter, "-BootstrapServer")));
        }

        return set;
    }

    private void AddFile(SettingSet set, string path, string namedBy, SettingLayer layer)
    {
        byte[] bytes;
        try
        {
            path = Path.GetFullPath(path);
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (ConfigurationProblems.IsFileProblem(e))
        {
            throw ConfigurationProblems.FileRefused(namedBy, path, e);
        }

        var (name, folder) = (Path.GetFileName(path), Path.GetDirectoryName(path));
        try
        {
            AddAll(set, [.. PropertiesFile.Parse(Encoding.UTF8.GetString(bytes))
                .Select(line => new Setting(line.Key, line.Value, new SettingSource(layer, $"{name} line {line.Line}", folder)))]);
        }
        catch (FormatException e)
        {
            throw ConfigurationProblems.Invalid(name, path, $"{e.Message}.", "Correct the line; a backslash in a value is written twice.", e);
        }
    }

    private void AddAll(SettingSet set, List<Setting> settings)
    {
        var providers = settings.FindLast(s => s.Name == KafkaSettingNames.ConfigProviders)?.Value;
        foreach (var setting in settings)
        {
            _written.Add(setting);
            set.Add(KafkaSettingNames.IsUnderstood(setting.Name) ? _placeholders.Fill(setting, providers) : setting);
        }
    }

    private void AddVariable(SettingSet set, string name)
    {
        var variable = KafkaSettingNames.EnvironmentVariable(name);
        if (Variable(variable) is { } value)
        {
            set.Add(new Setting(name, value, new SettingSource(SettingLayer.Environment, $"environment variable {variable}")));
        }
    }

    /// <summary>An empty variable counts as unset: that is how pipelines and containers unset one.</summary>
    private string? Variable(string name) => environment.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;
}
