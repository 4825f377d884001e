using LlmAnalytics.Testing;

namespace LlmAnalytics.Sandbox.Tests.Conformance;

/// <summary>The same requests, good ones and wrong ones, to the simulated cluster and to real brokers: the answers are the same, field by field.</summary>
public sealed class ConformanceTests(ConformanceFixture fixture) : IClassFixture<ConformanceFixture>
{
    private static readonly Dictionary<string, Func<Transcript, Task>> All = new(
        [.. TopicScenarios.All, .. SettingScenarios.All, .. AclScenarios.All, .. RecordScenarios.All, .. GroupScenarios.All, .. ClusterScenarios.All]);

    public static TheoryData<string> Names() => [.. All.Keys];

    [LiveTheory]
    [MemberData(nameof(Names))]
    public async Task Simulated_and_real_brokers_answer_alike(string scenario)
    {
        Assert.Equal(await RunAsync(fixture.Cluster, All[scenario]), await RunAsync(fixture.Simulated, All[scenario]));
    }

    private static async Task<string> RunAsync(ClusterUnderTest cluster, Func<Transcript, Task> scenario)
    {
        await using var transcript = new Transcript(cluster);
        await scenario(transcript);
        if (Environment.GetEnvironmentVariable("LLM_TRANSCRIPTS") is { } folder)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{scenario.Method.DeclaringType!.Name}.{scenario.Method.Name}.{cluster.ClusterId}.txt"), transcript.ToString());
        }

        return transcript.ToString();
    }
}
