namespace LlmAnalytics.Bench.Health;

/// <summary>What a leak of this process would show in (Linux).</summary>
/// <param name="Threads">Its threads, managed or not.</param>
/// <param name="Sockets">Its open sockets.</param>
/// <param name="Files">All its open file descriptors, the sockets and the pipes of the brokers' output among them.</param>
internal sealed record ProcessCounts(int Threads, int Sockets, int Files)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    public static ProcessCounts Now()
    {
        // A descriptor that closes meanwhile has no target any more.
        var targets = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => new FileInfo(path).LinkTarget).OfType<string>().ToList();
        return new ProcessCounts(
            Directory.EnumerateDirectories("/proc/self/task").Count(), targets.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)), targets.Count);
    }

    /// <summary>The counts once they have stood still for <paramref name="still"/>, or after <paramref name="deadline"/>: idle threads of the pool end late.</summary>
    public static async Task<ProcessCounts> SettledAsync(TimeSpan still, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var last = Now();
        var (end, stillSince) = (DateTime.UtcNow + deadline, DateTime.UtcNow);
        while (DateTime.UtcNow < end && DateTime.UtcNow - stillSince < still)
        {
            await Task.Delay(Poll, cancellationToken);
            var now = Now();
            stillSince = now == last ? stillSince : DateTime.UtcNow;
            last = now;
        }

        return last;
    }

    /// <summary>The counts as soon as no more threads and sockets are there than in <paramref name="start"/>, or as they are after <paramref name="deadline"/>.</summary>
    public static async Task<ProcessCounts> BackToAsync(ProcessCounts start, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + deadline;
        var now = Now();
        while (!now.IsWithin(start) && DateTime.UtcNow < end)
        {
            await Task.Delay(Poll, cancellationToken);
            now = Now();
        }

        return now;
    }

    /// <summary>Whether nothing has leaked since <paramref name="start"/>.</summary>
    public bool IsWithin(ProcessCounts start) => Threads <= start.Threads && Sockets <= start.Sockets;

    public override string ToString() => $"{Threads} threads, {Sockets} sockets, {Files} file descriptors";
}
