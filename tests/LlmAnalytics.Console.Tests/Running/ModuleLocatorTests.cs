using LlmAnalytics.Console.Running;

namespace LlmAnalytics.Console.Tests.Running;

public sealed class ModuleLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("llm-locator-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_highest_version_in_the_source_trees_output()
    {
        Touch("LlmAnalytics.psd1");
        Touch("output/LlmAnalytics/0.9.0/LlmAnalytics.psd1");
        var newest = Touch("output/LlmAnalytics/0.10.0/LlmAnalytics.psd1");
        Assert.Equal(newest, new ModuleLocator(Folder("src/LlmAnalytics.Console/bin/Debug/net10.0")).Find("LlmAnalytics"));
    }

    [Fact]
    public void What_lies_beside_the_executable_comes_first()
    {
        Touch("LlmAnalytics.psd1");
        Touch("output/LlmAnalytics/0.9.0/LlmAnalytics.psd1");
        var beside = Touch("bin/modules/LlmAnalytics/0.1.0/LlmAnalytics.psd1");
        Assert.Equal(beside, new ModuleLocator(Folder("bin")).Find("LlmAnalytics"));
        Assert.Null(new ModuleLocator(Folder("bin")).Find("LlmAnalytics.Sandbox"));
    }

    [Fact]
    public void Null_where_it_is_nowhere() => Assert.Null(new ModuleLocator(Folder("bin")).Find("LlmAnalytics"));

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    private string Touch(string name)
    {
        var path = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }
}
