using LlmAnalytics.Engine;
using LlmAnalytics.Infra.Redis.Problems;

namespace LlmAnalytics.Infra.Tests.Redis.Problems;

public sealed class NodeProblemsTests
{
    [Fact]
    public void What_befell_all_nodes_alike_is_told_once()
    {
        var problem = NodeProblems.NoneUsable([.. new[] { "a:1", "b:2", "c:3" }.Select(node => NodeProblems.PasswordRequired(node))]).Problem;
        Assert.Equal(ErrorIds.RedisAuthenticationRequired, problem.ErrorId);
        Assert.Equal("No Redis node could be used. a:1 asks for a password, and none was given. It is the same with the 2 others.", problem.Message);
        Assert.Contains("-Credential", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_causes_are_all_told_and_the_most_telling_gives_the_id()
    {
        var problem = NodeProblems.NoneUsable([NodeProblems.Closed("a:1", ""), NodeProblems.WrongPassword("b:2", "ops")]).Problem;
        Assert.Equal(ErrorIds.RedisAuthenticationFailed, problem.ErrorId);
        Assert.Contains("a:1 closed the connection. b:2 refused the user 'ops'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_node_its_own_problem_is_told()
    {
        var own = NodeProblems.PasswordRequired("a:1").Problem;
        Assert.Equal(own, NodeProblems.NoneUsable([NodeProblems.PasswordRequired("a:1")]).Problem);
    }
}
