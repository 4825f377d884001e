namespace LlmAnalytics.Sandbox.LocalKafka;

/// <summary>The ports of one node on 127.0.0.1.</summary>
/// <param name="Plaintext">Everybody is <c>User:ANONYMOUS</c>, a super user.</param>
/// <param name="Sasl">SASL_PLAINTEXT with PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512.</param>
/// <param name="Controller">Of the quorum.</param>
internal sealed record LocalPorts(int Plaintext, int Sasl, int Controller);
