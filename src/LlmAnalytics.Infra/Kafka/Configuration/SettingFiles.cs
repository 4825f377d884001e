namespace LlmAnalytics.Infra.Kafka.Configuration;

/// <summary>Reads the files that settings name.</summary>
internal static class SettingFiles
{
    /// <summary>
    /// The full path of a file. A relative path in a file is tried in the working directory, as Java has it, then in the folder of the file that names it; one
    /// that the caller gave is meant from the caller's folder, which in PowerShell is not the process's.
    /// </summary>
    internal static string Locate(Setting setting, string path)
    {
        try
        {
            if (setting.Source is { Layer: SettingLayer.Property, Folder: { } current })
            {
                return Path.GetFullPath(path, current);
            }

            var inWorkingDirectory = Path.GetFullPath(path);
            if (Path.IsPathRooted(path) || File.Exists(inWorkingDirectory) || setting.Source.Folder is not { } folder)
            {
                return inWorkingDirectory;
            }

            var besideTheFile = Path.GetFullPath(path, folder);
            return File.Exists(besideTheFile) ? besideTheFile : inWorkingDirectory;
        }
        catch (Exception e) when (ConfigurationProblems.IsFileProblem(e))
        {
            throw ConfigurationProblems.FileRefused(setting.ToString(), path, e);
        }
    }

    /// <summary>The bytes of a file that a setting names.</summary>
    /// <exception cref="LlmAnalytics.Engine.ProblemException">The file can't be read.</exception>
    internal static byte[] Read(Setting setting, string path)
    {
        var full = Locate(setting, path);
        try
        {
            return File.ReadAllBytes(full);
        }
        catch (Exception e) when (ConfigurationProblems.IsFileProblem(e))
        {
            throw ConfigurationProblems.FileRefused(setting.ToString(), full, e);
        }
    }
}
