namespace LlmAnalytics.Console.Running;

/// <summary>Finds the assembled modules: in the folder <c>modules</c> beside the executable, as it is shipped, or in <c>output</c> of the source tree that it was built in.</summary>
internal sealed class ModuleLocator(string start)
{
    /// <summary>The modules of this executable.</summary>
    public static ModuleLocator OfProcess { get; } = new(AppContext.BaseDirectory);

    /// <summary>The manifest of a module, the highest version; null where it isn't there.</summary>
    public string? Find(string name) => Folders()
        .Select(folder => Path.Combine(folder, name))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder))
        .Where(folder => System.Version.TryParse(Path.GetFileName(folder), out _))
        .OrderByDescending(folder => System.Version.Parse(Path.GetFileName(folder)))
        .Select(folder => Path.Combine(folder, $"{name}.psd1"))
        .FirstOrDefault(File.Exists);

    private IEnumerable<string> Folders()
    {
        var beside = Path.Combine(start, "modules");
        if (Directory.Exists(beside))
        {
            return [beside];
        }

        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var output = Path.Combine(folder.FullName, "output");
            if (Directory.Exists(output) && File.Exists(Path.Combine(folder.FullName, "LlmAnalytics.psd1")))
            {
                return [output];
            }
        }

        return [];
    }
}
