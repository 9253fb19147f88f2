# Completion of lrcalc for bash 3.2 and later. Made by `python -m lrcalc.command.generate`; do not edit.
# A TAB is answered from the lists below: no program is started.

_lrcalc() {
    local IFS=$' \t\n' command=${COMP_WORDS[1]} before=${COMP_WORDS[COMP_CWORD-1]}
    local word=${COMP_WORDS[COMP_CWORD]} words= candidate
    COMPREPLY=()

    # Bash takes --format=csv for three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    ((COMP_CWORD > 1)) || command= before=

    case "$command $before" in
        *" --lr"|*" --initial-lr"|*" --warmup"|*" --warmup-steps"|*" --warmup-start"|*" --floor"|*" --clock"|*" --at"|*" --when"|*" --digits"|*" --columns"|*" --sig"|*" --rtol"|*" --max"|*" --max-lr"|*" --min"|*" --min-lr"|*" --min-ratio"|*" --T"|*" --total-steps"|*" --power"|*" --cycles"|*" --s"|*" --step-size"|*" --gamma"|*" --final"|*" --decay-steps"|*" --T1"|*" --T2"|*" --pct-start"|*" --div-factor"|*" --final-div-factor"|*" --milestones"|*" --values"|*" --boundaries"|*" --decay-rate"|*" --decay"|*" --flat"|*" --flat-steps"|*" --lower"|*" --upper"|*" --d-model"|*" --factor"|*" --T0"|*" --T-mult"|*" --peak-decay"|*" --step-up"|*" --step-size-up"|*" --step-down"|*" --step-size-down"|*" --let"|*" --dataset-size"|*" --batch-size"|*" --epochs"|*" --accumulate"|*" --devices")
            return ;;
        *" --warmup-shape")
            words="linear cosine exponential log quadratic saturating constant" ;;
        *" --warmup-ramp")
            words="t/W (t+1)/W (t+1)/(W+1) t/(W-1) (t-1)/W open early inner closed late" ;;
        *" --warmup-mode")
            words="before over times" ;;
        *" --past-end")
            words="hold continue repeat error" ;;
        *" --format"|*" -f")
            words="table markdown latex csv tsv json jsonl value" ;;
        *" --check"|*" --save")
            _lrcalc_file "$word"
            return ;;
        *" --hint")
            words="1 2 3" ;;
        *" --solve")
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic formula compare steps solve help" ;;
        *" --anneal")
            words="cos linear" ;;
        *" --shape")
            words="linear cosine 1-sqrt exponential" ;;
        *" --mode")
            words="triangular triangular2 exp_range" ;;
    esac

    [[ -n $words ]] || case "$command" in
        '')
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic formula compare steps solve help --version --install-completion --show-completion --help -h" ;;
        --install-completion)
            words="bash zsh fish powershell" ;;
        --show-completion)
            words="bash zsh fish powershell" ;;
        solve)
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic --final --T --total-steps --format -f --digits --help -h" ;;
        help)
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic formula compare steps solve help --help -h" ;;
        fixed)
            words="--lr --initial-lr --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        cosine)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --power --cycles --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        step)
            words="--lr --initial-lr --s --step-size --gamma --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --solve --final --T --total-steps --help -h" ;;
        exponential)
            words="--lr --initial-lr --gamma --decay-steps --staircase --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --solve --final --T --total-steps --help -h" ;;
        warmup)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        one-cycle)
            words="--max --max-lr --min --min-lr --min-ratio --T1 --T2 --T --total-steps --pct-start --div-factor --final-div-factor --anneal --three-phase --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        linear)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        polynomial)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --power --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        multistep)
            words="--lr --initial-lr --milestones --gamma --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        piecewise)
            words="--values --boundaries --interpolate --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        inverse-time)
            words="--lr --initial-lr --decay-rate --decay-steps --staircase --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        wsd)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --decay --decay-steps --shape --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        flat-cosine)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --flat --flat-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        tanh)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --lower --upper --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        rex)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        inverse-sqrt)
            words="--max --max-lr --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        noam)
            words="--d-model --warmup --warmup-steps --factor --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        restarts)
            words="--max --max-lr --min --min-lr --min-ratio --T0 --T-mult --peak-decay --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        cyclic)
            words="--max --max-lr --min --min-lr --min-ratio --step-up --step-size-up --step-down --step-size-down --mode --gamma --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        formula)
            words="--let --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --plot --save --log-scale --help -h" ;;
        compare)
            words="--at --format -f --digits --columns --plot --save --log-scale --help -h" ;;
        steps)
            words="--dataset-size --batch-size --epochs --accumulate --devices --drop-last --format -f --help -h" ;;
    esac

    for candidate in $words; do
        if [[ $candidate == "$word"* ]]; then
            COMPREPLY+=("$candidate")
        fi
    done
}

# Bash itself completes and quotes the file name; before version 4 it has to be told the names.
_lrcalc_file() {
    compopt -o default 2> /dev/null || COMPREPLY=($(compgen -f -- "$1"))
}

complete -F _lrcalc lrcalc
