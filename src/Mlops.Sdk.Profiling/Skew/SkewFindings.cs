using static Mlops.Sdk.ColumnReading;

namespace Mlops.Sdk;

/// <summary>What is told of a join of training and serving rows.</summary>
internal static class SkewFindings
{
    public static readonly FindingKind Absent = new("SKEW001", "not there while serving", Severity.Error, "A feature of the training rows is not in the serving rows.", "data.Rename(newName, name)");
    public static readonly FindingKind Mistyped = new("SKEW002", "other type while serving", Severity.Error, "A feature has values of another kind in the serving rows: they are not compared.", "new CsvOptions { Types = … }");
    public static readonly FindingKind NoneJoined = new("SKEW003", "no row joined", Severity.Error, "No serving row has the key of a training row, so that nothing was compared.", "new SkewOptions { Keys = … }");
    public static readonly FindingKind FewJoined = new("SKEW004", "few rows joined", Severity.Warning, "Few serving rows find a training row; what is told is of those alone.", "new SkewOptions { Keys = … }", nameof(SkewOptions.MinimumJoined));
    public static readonly FindingKind Repeated = new("SKEW005", "keys repeat", Severity.Info, "Several rows have one key; the first of them is compared.", "new SkewOptions { Keys = … }");
    public static readonly FindingKind Differs = new("SKEW010", "value differs", Severity.Warning, "A feature has another value in the serving row than in the training row of the same key.", "report[name].Pairs", nameof(SkewOptions.MinimumShare));

    public static IReadOnlyList<FindingKind> Kinds => [Absent, Mistyped, NoneJoined, FewJoined, Repeated, Differs];

    public static IEnumerable<Finding> Of(SkewSchema schema, ServingRows serving, SkewJoin join, IEnumerable<ColumnSkew> columns, SkewOptions options)
    {
        foreach ((string name, string? near) in schema.Absent)
            yield return Absent.Tell(name, $"{name.Quoted()} is not in the serving rows.{(near is null ? "" : $" There is {near.Quoted()}.")}", $"Log it while serving{(near is null ? "" : $", or give it its name: data.Rename({near.Literal()}, {name.Literal()})")}.", near is null ? null : $"data.Rename({near.Literal()}, {name.Literal()})");
        foreach ((string name, ColumnType one, ColumnType other) in schema.Mistyped)
            yield return Mistyped.Tell(name, $"{name.Quoted()} is {one} in the training rows and {other} in the serving rows.", $"Read both as one type: new CsvOptions {{ Types = … }}.", "new CsvOptions { Types = … }");
        string keys = string.Join(", ", schema.Keys.Select(key => key.Quoted()));
        double share = serving.Count == 0 ? 0 : (double)join.Joined / serving.Count;
        if (join.Joined == 0)
            yield return NoneJoined.Tell(null, $"None of {serving.Rows:N0} serving rows has the key ({keys}) of one of {join.Rows:N0} training rows.", $"See whether both are of the same time and spell the key alike: new SkewOptions {{ Keys = … }}.", "new SkewOptions { Keys = … }");
        else if (share < options.MinimumJoined)
            yield return FewJoined.Tell(null, $"{join.Joined:N0} of {serving.Count:N0} keys of serving rows are among the training rows ({Share(share)}, below {Share(options.MinimumJoined)}).", $"See whether both are of the same time and spell the key alike: new SkewOptions {{ Keys = … }}.", "new SkewOptions { Keys = … }", share, options.MinimumJoined);
        if (serving.Repeated + join.Repeated > 0)
            yield return Repeated.Tell(null, $"{serving.Repeated:N0} serving rows and {join.Repeated:N0} training rows repeat a key ({keys}); of each the first was compared.", $"Name all columns that tell rows apart: new SkewOptions {{ Keys = … }}.", "new SkewOptions { Keys = … }", serving.Repeated + join.Repeated);
        foreach (ColumnSkew column in columns.Where(column => column.Rows > column.Same && column.Share >= options.MinimumShare))
        {
            string mean = column.MeanDifference is { } apart ? FormattableString.Invariant($"; where numbers differ, serving is {Number(Math.Abs(apart))} {(apart < 0 ? "lower" : "higher")} on average") : "";
            yield return Differs.Tell(column.Column, $"{column.Column.Quoted()} differs in {column.Rows - column.Same:N0} of {column.Rows:N0} joined rows ({Share(column.Share)}, from {Share(options.MinimumShare)} on): {column.Different:N0} have another value, {column.TrainingOnly:N0} lack it while serving, {column.ServingOnly:N0} in training{mean}.", $"Let both come from one piece of code; report[{column.Column.Literal()}].Pairs has the values.", $"report[{column.Column.Literal()}].Pairs", column.Share, options.MinimumShare, serving.Limit == ulong.MaxValue ? null : column.Interval.High - column.Share);
        }
    }
}
