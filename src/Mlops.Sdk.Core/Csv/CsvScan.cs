using System.Collections.Concurrent;

namespace Mlops.Sdk;

/// <summary>How one column of one block is to be read.</summary>
/// <param name="Skip">Not at all.</param>
/// <param name="Start">What to try first where the type is inferred.</param>
/// <param name="Strict">The type that every value has to fit, or null.</param>
internal readonly record struct CsvRequest(bool Skip, CsvKind Start, ColumnType? Strict);

/// <summary>The columns of one block.</summary>
/// <param name="Pieces">One for each column; null where it was skipped.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Fraction">The share of the file that ends with this block.</param>
/// <param name="Fault">The first defect.</param>
internal sealed record CsvBlockResult(CsvPiece?[] Pieces, int Rows, double Fraction, CsvFault? Fault)
{
    /// <summary>Gives the arrays of all columns back.</summary>
    public void Release()
    {
        foreach (CsvPiece? piece in Pieces) piece?.Release();
    }
}

/// <summary>Passes over a file: blocks are parsed side by side and come out in order.</summary>
internal sealed class CsvScan(CsvLayout layout, CsvOptions options)
{
    private readonly ConcurrentBag<CsvColumnParser> _parsers = [];

    /// <summary>One pass. The first defect of the file is thrown, however many threads there are.</summary>
    /// <param name="request">What is wanted of a block and a column; called from many threads.</param>
    /// <param name="cancellationToken">Looked at between blocks.</param>
    public IEnumerable<CsvBlockResult> Run(Func<int, int, CsvRequest> request, CancellationToken cancellationToken)
    {
        using var reader = new CsvBlockReader(layout.Input.Open(options), layout, options);
        var running = new Queue<Task<CsvBlockResult>>();
        int depth = options.Threads == 1 ? 1 : (2 * options.Threads) + 1;
        MlopsException? readFailure = null;
        long rows = 0;
        try
        {
            bool more = true;
            while (true)
            {
                while (more && running.Count < depth)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    more = TryNext(reader, out CsvBlock? block, ref readFailure);
                    if (more) running.Enqueue(Start(block!, request));
                }

                if (running.Count == 0) break;
                CsvBlockResult result = running.Dequeue().WaitAsync(cancellationToken).GetAwaiter().GetResult();
                if (result.Fault is { } fault) throw fault.ToException(layout.Input, options, rows);
                rows += result.Rows;
                options.Progress?.Report(result.Fraction);
                yield return result;
            }

            if (readFailure is not null) throw readFailure;
        }
        finally
        {
            Task.WhenAll(running).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }

    // What is wrong with the bytes read last is told after what is wrong with the blocks before.
    private static bool TryNext(CsvBlockReader reader, out CsvBlock? block, ref MlopsException? failure)
    {
        try
        {
            block = reader.Next();
        }
        catch (MlopsException e)
        {
            (block, failure) = (null, e);
        }

        return block is not null;
    }

    private Task<CsvBlockResult> Start(CsvBlock block, Func<int, int, CsvRequest> request) =>
        options.Threads == 1 ? Task.FromResult(Parse(block, request)) : Task.Run(() => Parse(block, request));

    private CsvBlockResult Parse(CsvBlock block, Func<int, int, CsvRequest> request)
    {
        using (block)
        {
            var pieces = new CsvPiece?[layout.Columns.Length];
            using CsvTokens tokens = CsvTokens.Read(block, layout, options);
            CsvFault? fault = tokens.Fault;
            if (!_parsers.TryTake(out CsvColumnParser? parser)) parser = new CsvColumnParser(options);
            for (int column = 0; column < pieces.Length; column++)
            {
                CsvRequest wanted = request(block.Index, column);
                if (wanted.Skip) continue;
                pieces[column] = parser.Parse(tokens, column, layout.Columns[column].Name, wanted.Start, wanted.Strict);
                fault = CsvFault.First(fault, parser.Fault);
            }

            _parsers.Add(parser);
            return new CsvBlockResult(pieces, tokens.Rows, block.Fraction, fault);
        }
    }
}
