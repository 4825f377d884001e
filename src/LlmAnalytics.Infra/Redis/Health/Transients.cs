using LlmAnalytics.Infra.Redis.Health.Checks;
using LlmAnalytics.Infra.Redis.Health.Survey;

namespace LlmAnalytics.Infra.Redis.Health;

/// <summary>What may be over in a moment, and is a fault only if it isn't.</summary>
internal static class Transients
{
    public static bool Any(ClusterSurvey survey)
    {
        var picture = new Picture(survey, node => node.First);
        return ViewDifferences.Find(picture).Count > 0 || Epochs.Collisions(picture).Count > 0 || StateChecks.DoubleClaims(picture).Count > 0 || OpenSlots.Find(picture).Any(slot => !slot.IsPaired)
            || picture.Views.Any(view => view.Line.IsHandshake || view.Line is { IsConnected: false, IsMyself: false } && picture.Find(view.Line.Id) is not null)
            || RoleChecks.Contradictions(picture).Count > 0;
    }
}
