using System.Diagnostics;
using System.Globalization;
using LlmAnalytics.Console.CommandLine;
using LlmAnalytics.Console.Hosting;
using LlmAnalytics.Console.Running;

namespace LlmAnalytics.Console.Demonstration;

/// <summary>The modules' main job on a sandbox, command by command, as a person would see it at a prompt. Fails where a command does, or a verdict is wrong.</summary>
internal sealed class Demo(Session session, ConsoleStreams streams)
{
    private static readonly DemoStep[] Steps =
    [
        new("A Kafka cluster and six Redis nodes, on this machine, until the end of the demo", "Start-LlmSandbox"),
        new("The 14 topics, in one request", "New-LlmKafkaTopic"),
        new("The standard ACLs", "Grant-LlmKafkaAcl"),
        new("Six fresh Redis nodes become a cluster", "Initialize-LlmRedisCluster -Confirm:$false"),
        new("How well are they?", "Test-LlmKafkaCluster", IsShot: false),
        new("", "Test-LlmRedisCluster", IsShot: false),
        new("A broker is shot", "Set-LlmSandboxFault -Broker 2 -BrokerState Down"),
        new("A Redis master, too", "Set-LlmSandboxFault -RedisNode (Get-LlmRedisNode | Where-Object Role -eq Master)[0].Endpoint -RedisState Down"),
        new("And now?", "Test-LlmKafkaCluster", IsShot: true),
        new("", "Test-LlmRedisCluster", IsShot: true),
        new("Everything down again", "Stop-LlmSandbox"),
    ];

    /// <summary>Runs the steps.</summary>
    /// <returns>The exit code.</returns>
    public int Run(ConsoleOptions options)
    {
        var startedAt = Stopwatch.GetTimestamp();
        foreach (var step in Steps)
        {
            Say($"{(step.Comment.Length == 0 ? "" : $"\n# {step.Comment}")}\nPS> {step.Command}");
            var stepStartedAt = Stopwatch.GetTimestamp();
            var outcome = session.Run(step.Command, options);
            Say(Took(stepStartedAt));
            if (outcome.WasStopped)
            {
                return ExitCodes.Stopped;
            }

            if (outcome.HasErrors)
            {
                return Fail($"'{step.Command}' failed.");
            }

            if (step.IsShot is { } isShot && outcome.SaidUnhealthy != isShot)
            {
                return Fail($"'{step.Command}' said {(isShot ? "nothing of what was shot" : "Unhealthy of a cluster that is well")}.");
            }
        }

        Say($"\n{Took(startedAt)} in all");
        return ExitCodes.Success;
    }

    private static string Took(long startedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"# {Stopwatch.GetElapsedTime(startedAt).TotalSeconds:0.0} s");

    private int Fail(string message)
    {
        streams.Error.WriteLine($"llm-analytics: the demo went wrong: {message}");
        return ExitCodes.Error;
    }

    private void Say(string text)
    {
        streams.Out.WriteLine(text);
        streams.Out.Flush();
    }
}
