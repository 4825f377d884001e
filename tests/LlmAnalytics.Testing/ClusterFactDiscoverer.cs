using Xunit.Abstractions;
using Xunit.Sdk;

namespace LlmAnalytics.Testing;

/// <summary>Finds the tests of <see cref="ClusterFactAttribute"/>. xunit reads the reason of a skip from the method, which here stands in a class for all clusters.</summary>
public class ClusterFactDiscoverer(IMessageSink messages, IXunitTestCaseDiscoverer usual) : IXunitTestCaseDiscoverer
{
    /// <summary>Called by xunit.</summary>
    public ClusterFactDiscoverer(IMessageSink messages)
        : this(messages, new FactDiscoverer(messages))
    {
    }

    /// <inheritdoc/>
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        return SkipReason(testMethod.TestClass.Class) is { } reason
            ? [new XunitSkippedDataRowTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, reason)]
            : usual.Discover(discoveryOptions, testMethod, factAttribute);
    }

    private static string? SkipReason(ITypeInfo testClass) =>
        testClass.GetCustomAttributes(typeof(OnBrokersAttribute)).Any() ? KafkaDistribution.SkipReason
        : testClass.GetCustomAttributes(typeof(OnRedisServersAttribute)).Any() ? RedisServers.SkipReason
        : null;
}
