namespace LlmAnalytics.Testing;

/// <summary>
/// Stands on the test class that runs inherited tests on real brokers: where no distribution or no Java is on the machine they are skipped, with a loud reason, unless
/// <c>LLM_REQUIRE_LIVE=1</c> makes that a failure.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnBrokersAttribute : Attribute;
