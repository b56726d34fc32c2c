namespace Mlops.Sdk;

/// <summary>Columns that are gone, new, or something else than they were.</summary>
internal static class SchemaDifferences
{
    public static readonly FindingKind Gone = new("CMP001", "column gone", Severity.Error, "A column of the first profile is not in the second: what was fitted on it fails.", "rules.Add(Rule.HasColumn(name))");
    public static readonly FindingKind Added = new("CMP002", "column added", Severity.Info, "A column is in the second profile only.", "data.Drop(name)");
    public static readonly FindingKind Renamed = new("CMP003", "column renamed", Severity.Error, "A column is gone and a new one has the same type and values near its own: it may have another name.", "data.Rename(newName, name)");
    public static readonly FindingKind TypeChanged = new("CMP004", "type changed", Severity.Error, "A column has values of another kind: they are not compared.", "new CsvOptions { Types = … }");
    public static readonly FindingKind Widened = new("CMP005", "type of the same kind", Severity.Warning, "A column went between whole numbers and numbers, or between categories and texts.", "new CsvOptions { Types = … }");
    public static readonly FindingKind RoleChanged = new("CMP006", "role changed", Severity.Warning, "A column is for something else.", "data.WithRole(name, role)");

    public static IReadOnlyList<FindingKind> Kinds => [Gone, Added, Renamed, TypeChanged, Widened, RoleChanged];

    public static IEnumerable<Finding> Of(ComparisonFacts facts)
    {
        foreach (ColumnProfile column in facts.Gone)
        {
            if (facts.Renamed.FirstOrDefault(one => one.Before == column.Name) is { } renamed)
                yield return Renamed.Tell(column.Name, $"{column.Name.Quoted()} is gone and {renamed.After.Quoted()} has its type and values ({renamed.Distance:0.###} apart): it may be the same column under another name.", $"If so, give it the old name back before anything that was fitted on it: data.Rename({renamed.After.Literal()}, {column.Name.Literal()}).", $"data.Rename({renamed.After.Literal()}, {column.Name.Literal()})", renamed.Distance, related: [renamed.After]);
            else
                yield return Gone.Tell(column.Name, $"{column.Name.Quoted()} ({ColumnWords.TypeAndRole(column)}, {column.Rows:N0} rows) is gone.", $"What was fitted on it fails; ask where it went at the source, and hold the source to it: rules.Add(Rule.HasColumn({column.Name.Literal()})).", $"rules.Add(Rule.HasColumn({column.Name.Literal()}))");
        }

        foreach (ColumnProfile column in facts.Added.Where(column => facts.Renamed.All(one => one.After != column.Name)))
            yield return Added.Tell(column.Name, $"{column.Name.Quoted()} ({ColumnWords.TypeAndRole(column)}, {ColumnReading.Share(column.MissingShare)} missing) is new.", $"A fitted model passes it over; for the next one leave it out with data.Drop({column.Name.Literal()}) unless it is known when the model is used.", $"data.Drop({column.Name.Literal()})");
        foreach (ColumnMatch match in facts.Matches) foreach (Finding finding in Of(match)) yield return finding;
    }

    private static IEnumerable<Finding> Of(ColumnMatch match)
    {
        (ColumnProfile before, ColumnProfile after, string name) = (match.Before, match.After, match.Name);
        string type = $"new CsvOptions {{ Types = new Dictionary<string, ColumnType> {{ [{name.Literal()}] = ColumnType.{before.Type} }} }}";
        if (!match.IsComparable)
            yield return TypeChanged.Tell(name, $"{name.Quoted()} holds {ColumnWords.Plural(after.Type, 2)} where it held {ColumnWords.Plural(before.Type, 2)} ({after.Present:N0} rows with a value).", $"What was fitted on it fails. Read it as it was, {type}, and see which values do not fit.", type);
        else if (!match.IsSameType)
            yield return Widened.Tell(name, $"{name.Quoted()} holds {ColumnWords.Plural(after.Type, 2)} where it held {ColumnWords.Plural(before.Type, 2)} ({after.Present:N0} rows with a value).", $"Name the type once for all when it is read: {type}.", type);
        if (before.Role != after.Role)
            yield return RoleChanged.Tell(name, $"{name.Quoted()} has the role {after.Role} where it had {before.Role} ({after.Rows:N0} rows).", $"If that is not meant: data.WithRole({name.Literal()}, ColumnRole.{before.Role}).", $"data.WithRole({name.Literal()}, ColumnRole.{before.Role})");
    }
}
