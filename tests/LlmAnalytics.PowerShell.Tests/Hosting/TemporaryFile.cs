namespace LlmAnalytics.PowerShell.Tests.Hosting;

/// <summary>A file that is deleted after use.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string content) => File.WriteAllText(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Guid.NewGuid():N}.properties");

    public void Dispose() => File.Delete(Path);
}
