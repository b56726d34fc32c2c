using Microsoft.Extensions.Time.Testing;

namespace Mlops.Sdk.Tracking.Tests.Runs;

public sealed class SortableIdTests
{
    [Fact]
    public void Next_ManyInOneMomentAndClockStepsBack_KeepsGrowing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60)) { AutoAdvanceAmount = TimeSpan.Zero };
        var ids = new SortableIds(time);
        List<string> made = [.. Enumerable.Range(0, 1000).Select(_ => ids.Next())];
        time.Advance(TimeSpan.FromSeconds(1));
        made.Add(ids.Next());
        time.AdjustTime(DateTimeOffset.UnixEpoch.AddYears(50));
        made.Add(ids.Next());
        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(made.Count, made.Distinct().Count());
        Assert.All(made, id => Assert.True(SortableIds.IsValid(id)));
    }

    [Fact]
    public void Next_LaterMoment_SortsAfterAnotherGenerator()
    {
        var time = new FakeTimeProvider();
        string first = new SortableIds(time).Next();
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(string.CompareOrdinal(first, new SortableIds(time).Next()) < 0);
    }
}
