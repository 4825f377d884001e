namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>All settings given, of all layers. A name finds the setting of the highest layer; within a layer the last one.</summary>
internal sealed class SettingSet
{
    private readonly Dictionary<string, List<Setting>> _settings = new(StringComparer.Ordinal);

    /// <summary>Adds a setting.</summary>
    internal void Add(Setting setting)
    {
        var name = KafkaSettingNames.Canonical(setting.Name);
        if (!_settings.TryGetValue(name, out var all))
        {
            _settings[name] = all = [];
        }

        var index = all.FindIndex(other => other.Layer <= setting.Layer);
        all.Insert(index < 0 ? all.Count : index, setting);
    }

    /// <summary>The setting, its value perhaps empty; null where none was given.</summary>
    internal Setting? FindAny(string name) => _settings.TryGetValue(name, out var all) ? all[0] : null;

    /// <summary>The setting; null where none was given.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">It was given without a value: a template left unfilled, most likely.</exception>
    internal Setting? Find(string name) => FindAny(name) switch
    {
        null => null,
        { Value: var value } setting when !string.IsNullOrWhiteSpace(value) => setting,
        var empty => throw ConfigurationProblems.Invalid(empty, "it has no value.", "Give a value, or remove the setting."),
    };

    /// <summary>The setting of the highest layer among several that exclude each other; null where none was given.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">One layer gives two of them.</exception>
    internal Setting? FindOne(params ReadOnlySpan<string> names)
    {
        Setting? found = null;
        foreach (var name in names)
        {
            var other = Find(name);
            if (other is not null && found is not null && other.Layer == found.Layer)
            {
                throw ConfigurationProblems.Invalid(other, $"it and {found} say the same in two ways.", "Remove one of the two.");
            }

            found = other is not null && (found is null || other.Layer > found.Layer) ? other : found;
        }

        return found;
    }

    /// <summary>Whether a layer gives the setting, even where a higher one gives another value.</summary>
    internal bool IsGivenIn(SettingLayer layer, string name) => _settings.TryGetValue(name, out var all) && all.Exists(s => s.Layer == layer);

    /// <summary>The first of the settings that was given with a value, for warnings.</summary>
    internal Setting? FirstGiven(IEnumerable<string> names) => names.Select(FindAny).FirstOrDefault(s => !string.IsNullOrWhiteSpace(s?.Value));
}
