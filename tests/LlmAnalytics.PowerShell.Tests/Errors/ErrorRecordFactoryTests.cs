using System.Management.Automation;
using LlmAnalytics.Engine;
using LlmAnalytics.PowerShell.Errors;

namespace LlmAnalytics.PowerShell.Tests.Errors;

public sealed class ErrorRecordFactoryTests
{
    public static TheoryData<ProblemCategory> Categories => [.. Enum.GetValues<ProblemCategory>()];

    [Theory]
    [MemberData(nameof(Categories))]
    public void Every_category_of_the_engine_is_one_of_PowerShell(ProblemCategory category)
    {
        var record = ErrorRecordFactory.Create(new Problem("Id", category, "message", "target", "action"));
        Assert.Equal(category.ToString(), record.CategoryInfo.Category.ToString());
    }

    [Fact]
    public void The_technical_cause_is_kept()
    {
        var cause = new IOException("reset");
        var record = ErrorRecordFactory.Create(new ProblemException(new Problem("Id", ProblemCategory.ConnectionError, "message", null, "action"), cause));
        Assert.Equal("Id", record.FullyQualifiedErrorId);
        Assert.Same(cause, record.Exception.InnerException);
    }

    [Fact]
    public void Any_other_exception_is_a_defect_with_its_own_cause()
    {
        var cause = new ArithmeticException("odd");
        var record = ErrorRecordFactory.Create(cause);
        Assert.Equal((ErrorIds.UnexpectedError, ErrorCategory.NotSpecified), (record.FullyQualifiedErrorId, record.CategoryInfo.Category));
        Assert.Same(cause, record.Exception.InnerException);
    }
}
