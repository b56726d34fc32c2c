using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods.TableFunction;

namespace Mlops.Sdk;

/// <summary>A source as a table function of DuckDB's: a query pulls its batches as it needs them, and only the columns that it uses are copied.</summary>
internal sealed unsafe class ManagedTable(DataSource source, TimestampForm timestamps, CancellationToken cancellationToken = default)
{
    private Exception? _failure;

    /// <summary>The fields of the source.</summary>
    public ImmutableArray<Field> Fields { get; } = Checked(source.Schema);

    public TimestampForm Timestamps => timestamps;

    /// <summary>What the source threw while a query read it, once.</summary>
    public Exception? TakeFailure() => Interlocked.Exchange(ref _failure, null);

    /// <summary>Makes the table known to the engine of a connection under the name of a function without parameters.</summary>
    public void Register(DuckDBNativeConnection connection, string function)
    {
        nint definition = DuckDBCreateTableFunction();
        try
        {
            DuckDBTableFunctionSetName(definition, function);
            DuckDBTableFunctionSetExtraInfo(definition, GCHandle.ToIntPtr(GCHandle.Alloc(this)), &Free);
            DuckDBTableFunctionSetBind(definition, &Bind);
            DuckDBTableFunctionSetInit(definition, &Init);
            DuckDBTableFunctionSetFunction(definition, &Fill);
            DuckDBTableFunctionSupportsProjectionPushdown(definition, true);
            if (DuckDBRegisterTableFunction(connection, definition) != DuckDBState.Success) throw DuckDbErrors.Create("A table", "it cannot be registered");
        }
        finally
        {
            DuckDBDestroyTableFunction(ref definition);
        }
    }

    private static ImmutableArray<Field> Checked(Schema schema)
    {
        foreach (IGrouping<string, Field> same in schema.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            throw new MlopsException("MLO1608", $"The columns {string.Join(" and ", same.Select(field => $"'{field.Name}'"))} differ by upper and lower case alone, which is one name to SQL. Rename one with Dataset.Rename.");
        foreach (Field field in schema) SqlText.Checked(field.Name);
        return schema.Fields;
    }

    private static ManagedTable Of(nint handle) => (ManagedTable)GCHandle.FromIntPtr(handle).Target!;

    private string Fail(Exception error)
    {
        Interlocked.CompareExchange(ref _failure, error, null);
        return error.Message.Replace("\0", "", StringComparison.Ordinal);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeCursor(nint handle)
    {
        GCHandle held = GCHandle.FromIntPtr(handle);
        var cursor = (TableCursor)held.Target!;
        held.Free();
        try
        {
            cursor.Dispose();
        }
        catch (Exception error)
        {
            // No exception may leave for native code; the query has ended by now.
            cursor.Table.Fail(error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        ManagedTable table = Of(DuckDBBindGetExtraInfo(info));
        foreach (Field field in table.Fields)
        {
            using DuckDBLogicalType type = NativeMethods.LogicalType.DuckDBCreateLogicalType(TableVector.TypeOf(field.Type, table.Timestamps));
            DuckDBBindAddResultColumn(info, field.Name, type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        ManagedTable table = Of(DuckDBInitGetExtraInfo(info));
        try
        {
            var columns = new int[(int)DuckDBInitGetColumnCount(info)];
            for (int i = 0; i < columns.Length; i++) columns[i] = (int)DuckDBInitGetColumnIndex(info, (ulong)i);
            var cursor = new TableCursor(table, table.Open(), columns);
            DuckDBInitSetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(cursor)), &FreeCursor);
        }
        catch (Exception error)
        {
            DuckDBInitSetError(info, table.Fail(error));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Fill(nint info, nint output)
    {
        var cursor = (TableCursor)GCHandle.FromIntPtr(DuckDBFunctionGetInitData(info)).Target!;
        try
        {
            using var chunk = new DuckDBDataChunk(output);
            cursor.Fill(chunk);
        }
        catch (Exception error)
        {
            DuckDBFunctionSetError(info, cursor.Table.Fail(error));
        }
    }

    private IEnumerator<Dataset> Open() => source.ReadBatches(cancellationToken: cancellationToken).GetEnumerator();
}
