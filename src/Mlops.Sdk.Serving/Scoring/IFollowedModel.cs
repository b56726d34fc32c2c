namespace Mlops.Sdk;

/// <summary>A model in use, which follows its alias. Safe from many threads.</summary>
public interface IFollowedModel
{
    /// <summary>What is followed.</summary>
    ModelReference Reference { get; }

    /// <summary>The version that scores now.</summary>
    /// <exception cref="MlopsException">The model cannot be loaded, and none was before.</exception>
    ModelVersion Version { get; }

    /// <summary>Why the version that the reference stands for is not the one that scores; null when all is well.</summary>
    Exception? LastError { get; }

    /// <summary>Looks now whether the alias has moved, and loads and swaps in the version that it stands for. Calls in flight finish on the old one.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Whether another version scores now. When loading fails the old one stays, and <see cref="LastError"/> tells why.</returns>
    /// <exception cref="MlopsException">The first load has failed. MLO8001: the input type does not fit the model; MLO8002: the output type does not.</exception>
    Task<bool> RefreshAsync(CancellationToken cancellationToken = default);
}
