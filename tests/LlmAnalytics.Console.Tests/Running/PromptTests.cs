using LlmAnalytics.Console.Tests.Hosting;

namespace LlmAnalytics.Console.Tests.Running;

public class PromptTests
{
    private const string Asks = "& { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() foreach ($item in 'a', 'b') { if ($PSCmdlet.ShouldProcess($item, 'Remove')) { \"did $item\" } } }";

    [Theory]
    [InlineData("y\nn\n", "did a")]
    [InlineData("n\nYes\n", "did b")]
    [InlineData("?\na\n", "did a,did b")]
    [InlineData("\n\n", "did a,did b")]
    [InlineData("bogus\nl\n", "")]
    public void Confirmation_takes_letters_and_words(string input, string did)
    {
        var run = TestConsole.Command(Asks, input);
        Assert.Equal(did, string.Join(',', run.Out.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All", run.Error);
    }

    [Theory]
    [InlineData("", new string[0])]
    [InlineData("y\n", new[] { "-NonInteractive" })]
    public void Nobody_to_ask_is_an_error_and_no_yes(string input, string[] options)
    {
        var run = TestConsole.Command(Asks, input, options);
        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("did", run.Out);
        Assert.Contains("-Confirm:$false", run.Error);
    }

    [Fact]
    public void Missing_parameters_are_asked_for()
    {
        var run = TestConsole.Command("& { param([Parameter(Mandatory)] [int] $Count, [Parameter(Mandatory)] [string[]] $Name) \"$Count $($Name -join '+')\" }", "3\nx\ny\n\n");
        Assert.Equal("3 x+y", run.Out.Trim());
        Assert.Contains("Name[1]: ", run.Error);
    }

    [Fact]
    public void A_password_is_asked_for_and_not_shown()
    {
        var run = TestConsole.Command("& { param([pscredential] $Credential = $Host.UI.PromptForCredential('Login', 'to Kafka', '', '')) $Credential.UserName; $Credential.Password.Length }", "alice\nsecret\n");
        Assert.Equal(["alice", "6"], run.Out.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("secret", run.Out + run.Error);
    }
}
