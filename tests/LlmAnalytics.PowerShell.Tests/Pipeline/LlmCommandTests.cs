using System.Diagnostics;
using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Tests.Fakes;
using LlmAnalytics.PowerShell.Tests.Hosting;

namespace LlmAnalytics.PowerShell.Tests.Pipeline;

/// <summary>The base of the commands, with work written in each test.</summary>
public sealed class LlmCommandTests : IDisposable
{
    private static readonly Problem Broken = new("ProbeBroken", ProblemCategory.ConnectionError, "The probe is broken.", "probe", "Mend it.");
    private readonly PowerShellHost _shell = new(import: false, ("Test-Probe", typeof(ProbeCommand)));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Records_of_all_streams_come_from_other_threads_in_their_order()
    {
        ProbeCommand.Body = async (probe, _) =>
        {
            for (var i = 0; i < 200; i++)
            {
                await Task.Yield();
                probe.Write(i);
            }

            probe.Operation.Warn("careful");
            probe.Operation.Verbose("details");
            probe.Operation.Report(Broken);
        };
        var result = _shell.Run("Test-Probe -Verbose");
        Assert.Equal(Enumerable.Range(0, 200), result.Output.Select(item => (int)item.BaseObject));
        Assert.Equal(["careful"], result.Warnings);
        Assert.Equal(["details"], result.Verbose);
        Assert.Equal(["ProbeBroken"], result.ErrorIds);
        Assert.Null(result.Terminated);
    }

    [Fact]
    public void An_item_s_error_carries_category_target_and_what_to_do()
    {
        ProbeCommand.Body = (probe, _) =>
        {
            probe.Operation.Report(Broken);
            return Task.CompletedTask;
        };
        var error = Assert.Single(_shell.Run("Test-Probe").Errors);
        Assert.Equal(ErrorCategory.ConnectionError, error.CategoryInfo.Category);
        Assert.Equal("probe", error.TargetObject);
        Assert.Equal("The probe is broken.", error.ErrorDetails.Message);
        Assert.Equal("Mend it.", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_problem_that_ends_the_work_is_terminating()
    {
        ProbeCommand.Body = (_, _) => throw new ProblemException(Broken);
        var result = _shell.Run("Test-Probe; 'next'");
        Assert.Equal(["ProbeBroken"], result.ErrorIds);
        Assert.Equal("next", Assert.Single(result.Output).BaseObject);
        Assert.Equal("caught ProbeBroken", Assert.Single(_shell.Run("try { Test-Probe } catch { 'caught ' + $_.FullyQualifiedErrorId.Split(',')[0] }").Output).BaseObject);
    }

    [Fact]
    public void An_exception_that_nobody_foresaw_is_called_a_defect()
    {
        ProbeCommand.Body = (_, _) => throw new InvalidOperationException("boom");
        var result = _shell.Run("Test-Probe");
        Assert.Equal([ErrorIds.UnexpectedError], result.ErrorIds);
        Assert.Contains("boom", result.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void The_deadline_ends_the_work_and_is_named()
    {
        ProbeCommand.Body = (_, token) => Task.Delay(Timeout.Infinite, token);
        var result = _shell.Run("Test-Probe -TimeoutSec 1");
        Assert.Equal([ErrorIds.OperationTimeout], result.ErrorIds);
        Assert.Contains("after 1 s", result.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_reports_and_ends_at_the_deadline_by_itself_gets_no_second_error()
    {
        ProbeCommand.Body = async (probe, token) =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, token));
            probe.Operation.Report(Broken);
        };
        Assert.Equal(["ProbeBroken"], _shell.Run("Test-Probe -TimeoutSec 1").ErrorIds);
    }

    [Fact]
    public void A_cancellation_that_is_neither_stop_nor_deadline_is_a_defect()
    {
        ProbeCommand.Body = (_, _) => throw new OperationCanceledException();
        Assert.Equal([ErrorIds.UnexpectedError], _shell.Run("Test-Probe").ErrorIds);
    }

    [Fact]
    public async Task A_stop_cancels_the_work_waits_for_it_and_is_quick()
    {
        var started = new TaskCompletionSource();
        var cleanedUp = false;
        ProbeCommand.Body = async (_, token) =>
        {
            started.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                await Task.Delay(100, CancellationToken.None);
                cleanedUp = true;
            }
        };
        var (result, took) = await _shell.RunAndStopAsync("Test-Probe; 'next'", started.Task);
        Assert.True(cleanedUp);
        Assert.True(took < TimeSpan.FromSeconds(2), $"The stop took {took}.");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Theory]
    [InlineData("do { Test-Probe | ForEach-Object { $_; break } } while ($false)")]
    [InlineData("try { Test-Probe | ForEach-Object { $_; throw 'enough' } } catch { }")]
    public void What_ends_the_pipeline_downstream_cancels_the_work_and_waits_for_it(string script)
    {
        var cancelled = false;
        ProbeCommand.Body = async (probe, token) =>
        {
            probe.Write(1);
            probe.Write(2);
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled = token.IsCancellationRequested;
            }
        };
        Assert.Equal(1, Assert.Single(_shell.Run(script).Output).BaseObject);
        Assert.True(cancelled);
    }

    [Theory]
    [InlineData("$ErrorActionPreference = 'Stop'; Test-Probe", "ProbeBroken")]
    [InlineData("Test-Probe -ErrorAction Stop", "ProbeBroken")]
    [InlineData("$WarningPreference = 'Stop'; Test-Probe", "ActionPreferenceStop")]
    public void A_preference_of_Stop_ends_the_work(string script, string errorId)
    {
        var cancelled = false;
        ProbeCommand.Body = async (probe, token) =>
        {
            if (errorId == "ProbeBroken")
            {
                probe.Operation.Report(Broken);
            }
            else
            {
                probe.Operation.Warn("careful");
            }

            probe.Write("later");
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                cancelled = token.IsCancellationRequested;
            }
        };
        var result = _shell.Run(script);
        Assert.IsType<ActionPreferenceStopException>(result.Terminated);
        Assert.Contains(errorId, result.ErrorIds);
        Assert.Empty(result.Output);
        Assert.True(cancelled);
    }

    [Fact]
    public void Progress_keeps_its_id_and_is_taken_away()
    {
        ProbeCommand.Body = (probe, _) =>
        {
            probe.Operation.Progress("half", 50);
            throw new ProblemException(Broken);
        };
        var progress = _shell.Run("Test-Probe").Progress.Concat(_shell.Run("Test-Probe").Progress).ToList();
        Assert.Equal([ProgressRecordType.Processing, ProgressRecordType.Completed, ProgressRecordType.Processing, ProgressRecordType.Completed], progress.Select(record => record.RecordType));
        Assert.Single(progress.Select(record => record.ActivityId).Distinct());
        Assert.Equal(("Test-Probe", "half", 50), (progress[0].Activity, progress[0].StatusDescription, progress[0].PercentComplete));
    }

    [Theory]
    [InlineData("Test-Probe -Confirm", "Yes", Approval.Approved)]
    [InlineData("Test-Probe -Confirm", "No", Approval.Declined)]
    [InlineData("Test-Probe -WhatIf", null, Approval.WhatIf)]
    [InlineData("Test-Probe", null, Approval.Approved)]
    public void Approval_is_what_the_operator_says(string script, string? answer, object expected)
    {
        ProbeCommand.Body = async (probe, _) => probe.Write(await probe.Operation.ApproveAsync("topic 'x' on cluster y", "Create (8 partitions)"));
        if (answer is not null)
        {
            _shell.Host.Answers.Enqueue(answer);
        }

        Assert.Equal(expected, Assert.Single(_shell.Run(script).Output).BaseObject);
        Assert.Equal(answer is null ? [] : ["Confirm|Create topic 'x' on cluster y (8 partitions)?"], _shell.Host.Prompts);
        Assert.Equal(script.EndsWith("-WhatIf", StringComparison.Ordinal) ? ["What if: Create topic 'x' on cluster y (8 partitions)"] : [], _shell.Host.Lines);
    }

    [Fact]
    public void A_host_that_cannot_ask_ends_in_a_clear_error()
    {
        ProbeCommand.Body = async (probe, _) => await probe.Operation.ApproveAsync("topic 'x'", "Create");
        Assert.Equal([ErrorIds.ConfirmationRequired], _shell.Run("Test-Probe -Confirm").ErrorIds);
    }

    [Fact]
    public void The_clock_rests_while_the_operator_thinks()
    {
        ProbeCommand.Body = async (probe, token) =>
        {
            await probe.Operation.ApproveAsync("topic 'x'", "Create");
            token.ThrowIfCancellationRequested();
            probe.Write("done");
        };
        var clock = Stopwatch.StartNew();
        _shell.Host.WhilePrompting = () => SpinWait.SpinUntil(() => clock.Elapsed > TimeSpan.FromSeconds(1.5));
        _shell.Host.Answers.Enqueue("Yes");
        var result = _shell.Run("Test-Probe -Confirm -TimeoutSec 1");
        Assert.Equal("done", Assert.Single(result.Output).BaseObject);
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void An_empty_pipeline_starts_no_work()
    {
        var ran = 0;
        ProbeCommand.Body = (_, _) =>
        {
            ran++;
            return Task.CompletedTask;
        };
        _shell.Run("@() | Test-Probe");
        Assert.Equal(0, ran);
        _shell.Run("1, 2, 3 | Test-Probe; Test-Probe");
        Assert.Equal(2, ran);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86401)]
    public void The_deadline_has_bounds(int seconds) =>
        Assert.Equal(["ParameterArgumentValidationError"], _shell.Run($"Test-Probe -TimeoutSec {seconds}").ErrorIds);
}
