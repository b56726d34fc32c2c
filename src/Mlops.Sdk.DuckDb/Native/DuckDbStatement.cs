using System.Collections.Immutable;
using DuckDB.NET.Native;

namespace Mlops.Sdk;

/// <summary>A prepared statement.</summary>
internal sealed class DuckDbStatement : IDisposable
{
    private readonly DuckDbSession _session;
    private readonly DuckDBPreparedStatement _statement;

    public DuckDbStatement(DuckDbSession session, DuckDBPreparedStatement statement, string place)
    {
        _session = session;
        _statement = statement;
        Place = place;
    }

    /// <summary>What errors call this.</summary>
    public string Place { get; }

    /// <summary>Whether it reads and changes nothing.</summary>
    public bool IsSelect => NativeCalls.StatementType(_statement) == DuckDBStatementType.Select;

    /// <summary>The columns of its result; none where they depend on the values of parameters.</summary>
    public ImmutableArray<ResultColumn> Columns()
    {
        ulong count = NativeCalls.ColumnCount(_statement);
        var columns = ImmutableArray.CreateBuilder<ResultColumn>((int)count);
        for (ulong i = 0; i < count; i++)
        {
            using DuckDBLogicalType type = NativeCalls.ColumnType(_statement, i);
            columns.Add(ResultColumn.Of(NativeCalls.ColumnName(_statement, i), type));
        }

        return columns.All(column => column.Type is not (DuckDBType.Invalid or DuckDBType.Any)) ? columns.MoveToImmutable() : [];
    }

    /// <summary>Gives every parameter of the statement its value.</summary>
    /// <exception cref="ArgumentException">A parameter has no value, a value no parameter, or a type that no parameter has.</exception>
    public void Bind(IReadOnlyDictionary<string, object?> parameters)
    {
        var unused = new HashSet<string>(parameters.Keys, StringComparer.OrdinalIgnoreCase);
        for (long index = 1, count = NativeMethods.PreparedStatements.DuckDBParams(_statement); index <= count; index++)
        {
            string name = NativeCalls.ParameterName(_statement, (ulong)index);
            string? given = parameters.Keys.FirstOrDefault(key => string.Equals(key.TrimStart('$'), name, StringComparison.OrdinalIgnoreCase));
            if (given is null) throw new ArgumentException($"{Place} has the parameter ${name}, which is given no value. Given: {(parameters.Count == 0 ? "none" : string.Join(", ", parameters.Keys))}.", nameof(parameters));
            unused.Remove(given);
            using DuckDBValue value = ParameterValue.Create(name, parameters[given]);
            if (NativeMethods.PreparedStatements.DuckDBBindValue(_statement, index, value) != DuckDBState.Success)
                throw DuckDbErrors.Create(Place, NativeMethods.PreparedStatements.DuckDBPrepareError(_statement));
        }

        if (unused.Count > 0) throw new ArgumentException($"{Place} has no parameter ${string.Join(", $", unused.Select(name => name.TrimStart('$')))}. Leave it out, or use it in the SQL as $name.", nameof(parameters));
    }

    /// <summary>Runs it; rows come chunk by chunk and are not gathered.</summary>
    public DuckDbResult Execute(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var interruption = new Interruption(_session.Handle, cancellationToken);
        DuckDBState state = NativeMethods.PreparedStatements.DuckDBExecutePreparedStreaming(_statement, out DuckDBResult result);
        var running = new DuckDbResult(result, _session, interruption, Place, cancellationToken);
        if (state == DuckDBState.Success) return running;
        using (running) throw running.Failure();
    }

    public void Dispose() => _statement.Dispose();
}
