using System.Collections.Immutable;
using System.Globalization;

namespace Mlops.Sdk;

/// <summary>The rows of files of one format.</summary>
internal sealed class FileRelation : Relation
{
    private const int MostColumnsOfBlocks = 1000;
    private const int SampleRows = 122_880;

    private readonly string _pattern;
    private readonly DuckDbOptions _options;
    private readonly FileTable _table;
    private ParquetLayout? _layout;
    private Schema? _stored;

    private FileRelation(string pattern, DuckDbOptions options, FileTable table) => (_pattern, _options, _table) = (pattern, options, table);

    public override string Place => $"'{_pattern}'";

    public override ImmutableArray<string> Files => _table.Files;

    public override ImmutableArray<ScanBlock> Blocks => _layout?.Blocks ?? [];

    public override long? RowCount => _layout?.Rows;

    public override Schema? Stored => _stored;

    public static FileRelation Open(DuckDbSession session, InputFormat format, string pathOrGlob, DuckDbOptions options, CancellationToken cancellationToken)
    {
        var relation = new FileRelation(pathOrGlob, options, new FileTable(format, FileList.Resolve(session, pathOrGlob), options));
        if (format == InputFormat.Parquet) relation.ReadFooters(session);
        TextFiles.Check(format, relation.Files, options, cancellationToken);
        return relation;
    }

    public override ImmutableArray<ResultColumn> Describe(DuckDbSession session, CancellationToken cancellationToken)
    {
        ImmutableArray<ResultColumn> columns = Described(session);
        if (_table.Declare(columns.Select(column => column.Name))) columns = Described(session);
        return columns;
    }

    public override DuckDbStatement Select(DuckDbSession session, ImmutableArray<ColumnPlan> plans, ScanShare share)
    {
        string condition = share.Readers > 1 && _layout!.Unit > 0 ? $" WHERE {_layout.Condition(share)}" : "";
        ImmutableArray<string> files = share.Readers > 1 && _layout!.Unit == 0 ? _layout.Files(Files, share) : Files;
        return session.Prepare($"SELECT {Expressions(plans)} FROM {_table.Sql(files)}{condition}", Place);
    }

    public override DuckDbStatement? Sample(DuckDbSession session, ImmutableArray<ColumnPlan> plans) => _layout is null || _layout.Rows <= SampleRows || _options.UnionByName
        ? null
        : session.Prepare($"SELECT {Expressions(plans)} FROM {_table.Sql([Files[0]])} WHERE file_row_number < {SampleRows.ToString(CultureInfo.InvariantCulture)}", Place);

    private ImmutableArray<ResultColumn> Described(DuckDbSession session)
    {
        using DuckDbStatement statement = session.Prepare($"SELECT * FROM {_table.Sql()}", Place);
        return statement.Columns();
    }

    private void ReadFooters(DuckDbSession session)
    {
        string list = SqlText.Literals(Files.Select(FileList.Escape));
        (long Rows, int Groups)[] files = [.. session.Rows($"SELECT CAST(num_rows AS VARCHAR), CAST(num_row_groups AS VARCHAR) FROM parquet_file_metadata({list})", Place).Select(row => (Number(row[0]), (int)Number(row[1])))];
        long rows = files.Sum(file => file.Rows);
        if (_options.UseStoredSchema) _stored = StoredSchema.Read(session, list, files.Length, Place);
        _layout = _options.UnionByName || files.Length != Files.Length || files.Sum(file => file.Groups) < 2 || ColumnsOf(session) > MostColumnsOfBlocks
            ? ParquetLayout.Undivided(rows)
            : ParquetLayout.Of(files, [.. session.Rows($"SELECT CAST(row_group_num_rows AS VARCHAR) FROM parquet_metadata({list}) WHERE column_id = 0", Place).Select(row => Number(row[0]))]);
    }

    private int ColumnsOf(DuckDbSession session)
    {
        using DuckDbStatement first = session.Prepare($"SELECT * FROM {_table.Sql([Files[0]])}", Place);
        return first.Columns().Length;
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}
