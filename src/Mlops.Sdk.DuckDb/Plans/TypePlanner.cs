using System.Collections.Immutable;
using DuckDB.NET.Native;
using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>Decides what each column becomes.</summary>
internal sealed class TypePlanner(DuckDbOptions options, Schema? stored)
{
    /// <summary>Plans for the columns of a relation; some still have questions.</summary>
    /// <exception cref="ArgumentException">The options name a column that is not there, or give one role twice.</exception>
    public ImmutableArray<ColumnPlan> Plan(ImmutableArray<ResultColumn> columns, InputFormat? format)
    {
        bool unnamed = format == InputFormat.Csv && options.HasHeader == false;
        (ResultColumn Column, string Name)[] named = [.. columns.Select((column, i) => (column, unnamed ? FormattableString.Invariant($"c{i}") : column.Name))];
        if (options.Columns.Count > 0)
        {
            CheckNames(nameof(options.Columns), options.Columns, named);
            named = [.. options.Columns.Select(name => named.First(column => column.Name == name))];
        }

        Dictionary<string, ColumnRole> roles = Roles(named);
        ImmutableArray<ColumnPlan> plans = [.. named.Select(column => PlanOf(column.Column, column.Name, roles.GetValueOrDefault(column.Name, ColumnRole.Feature)))];
        _ = new Schema(plans.Select(plan => plan.Field));
        return plans;
    }

    private Dictionary<string, ColumnRole> Roles((ResultColumn Column, string Name)[] named)
    {
        var roles = new Dictionary<string, ColumnRole>(StringComparer.Ordinal);
        foreach (Field field in stored ?? Schema.Empty) roles[field.Name] = field.Role;
        foreach (Field field in options.Schema ?? Schema.Empty) roles[field.Name] = field.Role;
        Set(ColumnRole.Label, nameof(options.Label), options.Label);
        Set(ColumnRole.Id, nameof(options.Id), options.Id);
        Set(ColumnRole.Weight, nameof(options.Weight), options.Weight);
        Set(ColumnRole.Group, nameof(options.Group), options.Group);
        Set(ColumnRole.Time, nameof(options.Time), options.Time);
        CheckNames(nameof(options.Ignore), options.Ignore, named);
        CheckNames(nameof(options.Types), options.Types.Keys, named);
        foreach (string name in options.Ignore) roles[name] = ColumnRole.Ignored;
        return roles;

        void Set(ColumnRole role, string option, string? name)
        {
            if (name is null) return;
            CheckNames(option, [name], named);
            if (role is not ColumnRole.Id)
                foreach (string other in roles.Where(known => known.Value == role).Select(known => known.Key).ToArray()) roles[other] = ColumnRole.Ignored;
            roles[name] = role;
        }
    }

    private ColumnPlan PlanOf(ResultColumn column, string name, ColumnRole role)
    {
        if (options.Types.TryGetValue(name, out ColumnType type)) return Declared(column, name, role, type);
        if (options.Schema?.IndexOf(name) is >= 0) return Declared(column, name, role, options.Schema[name].Type);
        string source = SqlText.Identifier(column.Name);
        if (stored?.IndexOf(name) is >= 0 && Fits(column, stored[name])) return New(name, source, stored[name].Type, role, stored[name].Type == ColumnType.Category && stored[name].Levels is null ? PlanQuestion.Levels : PlanQuestion.None, stored[name].Levels);
        (ColumnType natural, PlanQuestion question) = Natural(column);
        if (question == PlanQuestion.TextOrCategory && !options.FindCategories && role != ColumnRole.Label) question = PlanQuestion.None;
        return New(name, TypeSql.AsItIs(column), natural, role, question, column.Type == DuckDBType.Enum ? new CategoryLevels(column.Levels) : null);
    }

    private ColumnPlan Declared(ResultColumn column, string name, ColumnRole role, ColumnType type)
    {
        (ColumnType natural, PlanQuestion question) = Natural(column);
        bool same = natural == type && question is not PlanQuestion.IntegerOrNumber;
        bool isEnum = column.Type == DuckDBType.Enum && type == ColumnType.Category;
        string expression = same || isEnum ? TypeSql.AsItIs(column) : TypeSql.Convert(column, name, type, options.OnBadValue);
        PlanQuestion left = type == ColumnType.Category && !isEnum ? PlanQuestion.Levels : PlanQuestion.None;
        return New(name, expression, type, role, left, isEnum ? new CategoryLevels(column.Levels) : null);
    }

    private ColumnPlan New(string name, string expression, ColumnType type, ColumnRole role, PlanQuestion question, CategoryLevels? levels) =>
        new(name, expression, type) { Role = role, Question = question, Levels = levels, OnBadValue = options.OnBadValue };

    private static (ColumnType Type, PlanQuestion Question) Natural(ResultColumn column) => column.Type switch
    {
        DuckDBType.Boolean => (ColumnType.Flag, PlanQuestion.None),
        DuckDBType.TinyInt or DuckDBType.SmallInt or DuckDBType.Integer or DuckDBType.BigInt => (ColumnType.Integer, PlanQuestion.None),
        DuckDBType.UnsignedTinyInt or DuckDBType.UnsignedSmallInt or DuckDBType.UnsignedInteger => (ColumnType.Integer, PlanQuestion.None),
        DuckDBType.UnsignedBigInt or DuckDBType.HugeInt or DuckDBType.UnsignedHugeInt => (ColumnType.Integer, PlanQuestion.IntegerOrNumber),
        DuckDBType.Decimal when column.Scale == 0 => (ColumnType.Integer, column.Width > 18 ? PlanQuestion.IntegerOrNumber : PlanQuestion.None),
        DuckDBType.Decimal or DuckDBType.Float or DuckDBType.Double or DuckDBType.Time => (ColumnType.Number, PlanQuestion.None),
        DuckDBType.Date or DuckDBType.Timestamp or DuckDBType.TimestampS or DuckDBType.TimestampMs or DuckDBType.TimestampNs or DuckDBType.TimestampTz => (ColumnType.Timestamp, PlanQuestion.None),
        DuckDBType.Enum => (ColumnType.Category, PlanQuestion.None),
        DuckDBType.Varchar => (ColumnType.Text, PlanQuestion.TextOrCategory),
        _ => (ColumnType.Text, PlanQuestion.None),
    };

    // What stands in a file is believed only where the file's own types bear it out.
    private static bool Fits(ResultColumn column, Field field) => field.Type switch
    {
        ColumnType.Category or ColumnType.Text => column.Type == DuckDBType.Varchar,
        ColumnType.Number => column.Type == DuckDBType.Double,
        ColumnType.Integer => column.Type == DuckDBType.BigInt,
        ColumnType.Flag => column.Type == DuckDBType.Boolean,
        _ => column.Type is DuckDBType.Timestamp or DuckDBType.TimestampNs,
    };

    private static void CheckNames(string option, IEnumerable<string> names, (ResultColumn Column, string Name)[] known)
    {
        foreach (string name in names)
        {
            if (Array.Exists(known, column => column.Name == name)) continue;
            string? near = NearestNames.Find(name, known.Select(column => column.Name));
            throw new ArgumentException($"DuckDbOptions.{option} names the column '{name}', which is not there.{(near is null ? "" : $" Did you mean '{near}'?")} Columns: {string.Join(", ", known.Take(20).Select(column => column.Name))}{(known.Length > 20 ? ", ..." : "")}.", nameof(names));
        }
    }
}
