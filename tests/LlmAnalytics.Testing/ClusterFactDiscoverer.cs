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
        return KafkaDistribution.SkipReason is { } reason && testMethod.TestClass.Class.GetCustomAttributes(typeof(OnBrokersAttribute)).Any()
            ? [new XunitSkippedDataRowTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, reason)]
            : usual.Discover(discoveryOptions, testMethod, factAttribute);
    }
}
