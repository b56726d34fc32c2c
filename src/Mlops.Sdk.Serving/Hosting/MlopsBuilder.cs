using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mlops.Sdk;

/// <summary>Adds models to a host.</summary>
public sealed class MlopsBuilder
{
    internal MlopsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the host.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds an <see cref="IScorer{TIn, TOut}"/> that follows an alias; also keyed by the reference, for several of the same types.</summary>
    /// <param name="reference"><c>name@alias</c>, or <c>name/3</c> for a version that stays.</param>
    /// <typeparam name="TIn">A class or record whose properties are the columns of the model.</typeparam>
    /// <typeparam name="TOut">A class or record that takes the answer, by the names of its members.</typeparam>
    public MlopsBuilder AddScorer<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TIn,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicConstructors)] TOut>(string reference)
        where TIn : class
        where TOut : class
    {
        ModelReference parsed = ModelReference.Parse(reference);
        Services.AddKeyedSingleton<IScorer<TIn, TOut>>(reference, (services, _) => new RecordScorer<TIn, TOut>(Slot(services, parsed, (model, version) => new RecordModel<TIn, TOut>(model, version))));
        Services.AddSingleton(services => services.GetRequiredKeyedService<IScorer<TIn, TOut>>(reference));
        Services.AddSingleton<IFollowedModel>(services => services.GetRequiredKeyedService<IScorer<TIn, TOut>>(reference));
        return this;
    }

    /// <summary>Adds an <see cref="IScorer"/> of dictionaries and JSON that follows an alias; also keyed by the reference.</summary>
    /// <param name="reference"><c>name@alias</c>, or <c>name/3</c> for a version that stays.</param>
    public MlopsBuilder AddScorer(string reference)
    {
        ModelReference parsed = ModelReference.Parse(reference);
        Services.AddKeyedSingleton<IScorer>(reference, (services, _) => new RowScorer(Slot(services, parsed, (model, version) => new LoadedModel(model, version))));
        Services.AddSingleton(services => services.GetRequiredKeyedService<IScorer>(reference));
        Services.AddSingleton<IFollowedModel>(services => services.GetRequiredKeyedService<IScorer>(reference));
        return this;
    }

    private static ModelSlot<TModel> Slot<TModel>(IServiceProvider services, ModelReference reference, Func<FittedPipeline, ModelVersion, TModel> bind)
        where TModel : LoadedModel =>
        new(services.GetRequiredService<WorkspaceSource>(), reference, bind, services.GetService<ILogger<ModelRefresher>>() ?? NullLogger<ModelRefresher>.Instance);
}
