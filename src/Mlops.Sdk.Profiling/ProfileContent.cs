using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The pages of a profile: what it is about, a table of all columns, what is missing, what goes together, then each column.</summary>
internal static class ProfileContent
{
    public static ReportContent Build(ProfileReport profile)
    {
        var report = new ReportBuilder(profile.Title);
        OverviewContent.Add(report, profile);
        ColumnTable.Add(report, profile);
        RowContent.Add(report, profile);
        MissingContent.Add(report, profile);
        TargetContent.Add(report, profile);
        RelationContent.Add(report, profile);
        SeriesContent.Add(report, profile);
        VectorContent.Add(report, profile);
        WeightContent.Add(report, profile);
        ColumnDetail.Add(report, profile);
        return report.Build();
    }
}
