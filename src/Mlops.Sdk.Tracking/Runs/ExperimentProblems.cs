using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The problems of experiments, as documents: what stood before is kept.</summary>
internal sealed class ExperimentProblems(IDocumentStore documents, WorkspaceOptions options)
{
    public const string Kind = "experiment.problem";
    private const int MostAttempts = 20;

    public async Task SetAsync(string experiment, Problem problem, CancellationToken cancellationToken)
    {
        string json = problem.ToJson();
        for (int i = 0; i < MostAttempts; i++)
        {
            int held = (await documents.FindAsync(Kind, experiment, null, cancellationToken).ConfigureAwait(false))?.Revision ?? 0;
            var audit = new AuditRecord("experiment.problem", $"experiment/{experiment}", options.Time.GetUtcNow(), options.Actor, null);
            if (await documents.WriteAsync([new DocumentWrite(Kind, experiment, held, json)], audit, cancellationToken: cancellationToken).ConfigureAwait(false) is null) return;
        }

        throw CatalogErrors.Busy($"The problem of the experiment {ErrorText.Show(experiment)}");
    }

    public async Task<Problem?> FindAsync(string experiment, CancellationToken cancellationToken) =>
        await documents.FindAsync(Kind, experiment, null, cancellationToken).ConfigureAwait(false) is { } document ? Read(document) : null;

    public async Task<IReadOnlyList<ExperimentProblem>> HistoryAsync(string experiment, CancellationToken cancellationToken) =>
        [.. (await documents.ReadHistoryAsync(Kind, experiment, cancellationToken).ConfigureAwait(false)).Where(document => document.Body is not null).Select(document => new ExperimentProblem(Read(document), document.WrittenAt, document.WrittenBy))];

    private static Problem Read(StoredDocument document)
    {
        try
        {
            return Problem.FromJson(document.Body!);
        }
        catch (ArgumentException e)
        {
            throw CatalogErrors.Damaged(document.Kind, document.Key, e.Message, e);
        }
    }
}
