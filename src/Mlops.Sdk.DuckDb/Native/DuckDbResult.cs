using System.Collections.Immutable;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>The result of a running query, chunk by chunk.</summary>
internal sealed class DuckDbResult(DuckDBResult result, DuckDbSession session, Interruption interruption, string place, CancellationToken cancellationToken) : IDisposable
{
    private DuckDBResult _result = result;
    private DuckDBDataChunk? _chunk;

    /// <summary>The rows of the present chunk.</summary>
    public int Rows { get; private set; }

    /// <summary>The columns of the result.</summary>
    public ImmutableArray<ResultColumn> Columns()
    {
        int count = (int)NativeMethods.Query.DuckDBColumnCount(ref _result);
        var columns = ImmutableArray.CreateBuilder<ResultColumn>(count);
        for (int i = 0; i < count; i++)
        {
            using DuckDBLogicalType type = NativeMethods.Query.DuckDBColumnLogicalType(ref _result, i);
            columns.Add(ResultColumn.Of(NativeMethods.Query.DuckDBColumnName(ref _result, i), type));
        }

        return columns.MoveToImmutable();
    }

    /// <summary>Goes on to the next chunk that has rows; false at the end. The chunk before it is no longer valid.</summary>
    public bool Fetch()
    {
        do
        {
            _chunk?.Dispose();
            _chunk = NativeMethods.StreamingResult.DuckDBStreamFetchChunk(_result);
            if (!_chunk.IsInvalid) continue;
            if (NativeMethods.Query.DuckDBResultError(ref _result) is { Length: > 0 }) throw Failure();
            return false;
        }
        while ((Rows = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(_chunk)) == 0);
        return true;
    }

    /// <summary>Rows of a column of the present chunk.</summary>
    public unsafe VectorSlice Slice(int column, int start, int count)
    {
        nint vector = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk!, column);
        return new VectorSlice(NativeMethods.Vectors.DuckDBVectorGetData(vector), NativeMethods.Vectors.DuckDBVectorGetValidity(vector), start, count);
    }

    /// <summary>Why the query ended: what a source that it read from threw, or what DuckDB says.</summary>
    public Exception Failure() => session.TableFailure() ?? DuckDbErrors.Create(place, NativeMethods.Query.DuckDBResultError(ref _result), cancellationToken);

    public void Dispose()
    {
        interruption.Dispose();
        _chunk?.Dispose();
        _result.Close();
    }
}
