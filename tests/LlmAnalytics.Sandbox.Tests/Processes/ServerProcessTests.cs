using LlmAnalytics.Sandbox.Processes;
using LlmAnalytics.Sandbox.Tests.Commands;

namespace LlmAnalytics.Sandbox.Tests.Processes;

/// <summary>Any program as a server: the process' number is its own, and it ends by that.</summary>
public sealed class ServerProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [UnixFact]
    public async Task Its_number_is_the_program_s_own_and_its_output_is_kept()
    {
        await using var folder = RunFolder.Create();
        await using var server = Start(folder, "echo $$; exec sleep 600");
        Assert.True(SpinWait.SpinUntil(() => Log(folder).Contains('\n', StringComparison.Ordinal), Limit));
        Assert.Equal($"{server.Id}", Log(folder).Trim());
        Assert.True(server.IsRunning);
    }

    [UnixFact]
    public async Task It_ends_at_once_frozen_or_not_and_twice_is_fine()
    {
        await using var folder = RunFolder.Create();
        var server = Start(folder, "exec sleep 600");
        server.Freeze();
        server.Kill();
        Assert.False(server.IsRunning);
        Assert.False(server.IsFrozen);
        Assert.True(HostProcess.IsGone(server.Id));
        await server.DisposeAsync();
        await server.DisposeAsync();
    }

    [UnixFact]
    public async Task The_folder_ends_its_processes_and_goes()
    {
        var folder = RunFolder.Create();
        var server = Start(folder, "exec sleep 600");
        folder.Own(server);
        await folder.DisposeAsync();
        Assert.True(HostProcess.IsGone(server.Id));
        Assert.False(Directory.Exists(folder.Path));
    }

    private static ServerProcess Start(RunFolder folder, string script) => ServerProcess.Start("/bin/sh", ["-c", script], folder.File("log"));

    private static string Log(RunFolder folder)
    {
        using var reader = new StreamReader(new FileStream(folder.File("log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
