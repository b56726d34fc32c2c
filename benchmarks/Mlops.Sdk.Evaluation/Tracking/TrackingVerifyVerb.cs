namespace Mlops.Sdk.Evaluation;

/// <summary>tracking-verify --dir D: reads a whole workspace through and says what is damaged or missing. Ends with 3 when something is.</summary>
internal static class TrackingVerifyVerb
{
    public static async Task<JsonResult> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        await using Workspace workspace = await OpenAsync(arguments, cancellationToken);
        WorkspaceVerification verification = await workspace.VerifyAsync(cancellationToken);
        Console.WriteLine(verification);
        var result = new JsonResult { ExitCode = verification.IsSound ? 0 : ValidateVerb.ChecksFailed };
        result.Set("runs", verification.Runs);
        result.Set("points", verification.Points);
        result.Set("artifacts", verification.Artifacts);
        result.Set("problems", JsonResult.Texts(verification.Problems.Select(problem => $"{problem.Kind}: {problem.Place}: {problem.Message}")));
        return result;
    }

    /// <summary>Opens the workspace of --dir, which must be there.</summary>
    public static async Task<Workspace> OpenAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        string directory = arguments.Required("dir");
        if (!File.Exists(Path.Combine(directory, "workspace.db"))) throw new ArgumentException($"There is no workspace in '{directory}': it has no workspace.db. Give the directory that Workspace.OpenAsync was given.");
        return await Workspace.OpenAsync(directory, cancellationToken: cancellationToken);
    }
}
