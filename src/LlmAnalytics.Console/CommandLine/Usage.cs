namespace LlmAnalytics.Console.CommandLine;

/// <summary>What <c>--help</c> prints.</summary>
internal static class Usage
{
    public const string Text =
        """
        llm-analytics: the LlmAnalytics modules without PowerShell.

        Usage:
          llm-analytics [options] -Command <text>              runs PowerShell commands, given as one argument
          llm-analytics [options] -File <script> [arguments]   runs a script
          llm-analytics                                        a prompt; 'exit' ends it. From a pipe, or with -Command -, its lines are run
          llm-analytics demo                                   what the modules do, on a sandbox that starts and ends with it
          llm-analytics --help | --version

        Options; before -File, whose other arguments are the script's own:
          -Json             results as JSON, as ConvertTo-Json prints them at its default depth
          -FailUnhealthy    exit code 3 where a Test-* command says unhealthy
          -NonInteractive   fail in place of asking

        Results go to stdout; errors, warnings, verbose texts, prompts and progress to stderr. NO_COLOR=1 prints without colours.
        Exit code: 0; 1 on an error; 2 where the command line is not understood; 3 see -FailUnhealthy; 130 when stopped by Ctrl+C;
        or what a script gives to 'exit'.

        Examples:
          llm-analytics -Command "Connect-LlmKafka broker:9092; Get-LlmKafkaTopic -LlmOnly"
          llm-analytics -Json -FailUnhealthy -Command "Test-LlmKafkaCluster -BootstrapServer broker:9092"

        """;
}
