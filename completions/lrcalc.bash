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
        steps" --format"|steps" -f")
            words="table markdown latex json value" ;;
        scale" --format"|solve" --format"|exercise" --format"|scale" -f"|solve" -f"|exercise" -f")
            words="table markdown latex json jsonl value" ;;
        steps" --round")
            words="ceil floor" ;;
        inverse-time" --solve")
            words="decay_rate" ;;
        cyclic" --mode")
            words="triangular triangular2 exp_range" ;;
        scale" --rule")
            words="linear sqrt" ;;
        *" --lr"|*" --initial-lr"|*" --T"|*" --total-steps"|*" --warmup"|*" --warmup-steps"|*" --warmup-start"|*" --floor"|*" --clock"|*" --at"|*" --when"|*" --digits"|*" --columns"|*" --sig"|*" --rtol"|*" --caption"|*" --column"|*" --step-column"|*" --steps-per-epoch"|*" --dataset-size"|*" --batch-size"|*" --accumulate"|*" --devices"|*" --tokens-per-step"|*" --samples-per-step"|*" --max"|*" --max-lr"|*" --min"|*" --min-lr"|*" --min-ratio"|*" --power"|*" --cycles"|*" --s"|*" --step-size"|*" --gamma"|*" --final"|*" --decay-steps"|*" --T1"|*" --T2"|*" --pct-start"|*" --div-factor"|*" --final-div-factor"|*" --milestones"|*" --values"|*" --boundaries"|*" --decay-rate"|*" --decay"|*" --flat"|*" --flat-steps"|*" --lower"|*" --upper"|*" --timescale"|*" --d-model"|*" --factor"|*" --T0"|*" --T-mult"|*" --peak-decay"|*" --step-up"|*" --step-size-up"|*" --step-down"|*" --step-size-down"|*" --let"|*" --total"|*" --epochs"|*" --to"|*" --to-devices"|*" --to-accumulate"|*" --patience"|*" --threshold"|*" --cooldown"|*" --eps"|*" --seed"|*" -n"|*" --number"|*" --attempt"|*" --level"|*" --blank"|*" --out"|*" --for"|*" --points"|*" --feedback")
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
        *" --check"|*" --log"|*" --save"|*" --metrics"|*" --class")
            _lrcalc_file "$word"
            return ;;
        *" --hint")
            words="1 2 3" ;;
        *" --log-clock")
            words="step next previous" ;;
        *" --as")
            words="torch transformers optax keras timm megatron deepspeed python lrcalc" ;;
        *" --round")
            words="floor ceil nearest none" ;;
        *" --solve")
            words="gamma" ;;
        *" --anneal")
            words="cos linear" ;;
        *" --shape")
            words="linear cosine 1-sqrt exponential" ;;
        *" --decays")
            words="peak range both" ;;
        *" --mode")
            words="min max" ;;
        *" --sampler")
            words="accelerate torch" ;;
        *" --rule")
            words="torch keras paddle" ;;
        *" --threshold-mode")
            words="rel abs" ;;
    esac

    [[ -n $words ]] || case "$command" in
        '')
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic chain formula read compare conventions steps scale plateau solve identify exercise grade help --version --install-completion --show-completion --help -h" ;;
        --install-completion)
            words="bash zsh fish powershell" ;;
        --show-completion)
            words="bash zsh fish powershell" ;;
        conventions)
            words="cosine linear exponential step multistep polynomial inverse-sqrt one-cycle restarts wsd fixed --max --max-lr --lr --min --min-lr --warmup --warmup-steps --T --total-steps --gamma --s --step-size --milestones --power --T0 --T-mult --decay --at --format -f --digits --help -h" ;;
        solve)
            ((COMP_CWORD == 2)) && words='gamma T power decay_rate' ||
            words="cosine step exponential linear polynomial multistep inverse-time tanh rex --final --T --total-steps --at --format -f --digits --help -h" ;;
        exercise)
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic all --seed -n --number --attempt --level --blank --class --out --solution --check --hint --sig --rtol --strict --decimal-comma --format -f --standalone --help -h" ;;
        help)
            words="fixed cosine step exponential warmup one-cycle linear polynomial multistep piecewise inverse-time wsd flat-cosine tanh rex inverse-sqrt noam restarts cyclic chain formula read compare conventions steps scale plateau solve identify exercise grade help completions exactness exercises formats frameworks logs marking pictures policies python questions schedules scripts mistakes torch transformers optax keras timm --help -h" ;;
        fixed)
            words="--lr --initial-lr --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        cosine)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --power --cycles --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        step)
            words="--lr --initial-lr --s --step-size --gamma --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --solve --final --help -h" ;;
        exponential)
            words="--lr --initial-lr --gamma --decay-steps --staircase --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --solve --final --help -h" ;;
        warmup)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        one-cycle)
            words="--max --max-lr --min --min-lr --min-ratio --T1 --T2 --T --total-steps --pct-start --div-factor --final-div-factor --anneal --three-phase --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        linear)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        polynomial)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --power --cycle --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        multistep)
            words="--lr --initial-lr --milestones --gamma --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --solve --final --help -h" ;;
        piecewise)
            words="--values --boundaries --interpolate --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        inverse-time)
            words="--lr --initial-lr --decay-rate --decay-steps --staircase --power --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --solve --final --help -h" ;;
        wsd)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --decay --decay-steps --shape --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        flat-cosine)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --flat --flat-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        tanh)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --lower --upper --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        rex)
            words="--max --max-lr --min --min-lr --min-ratio --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        inverse-sqrt)
            words="--max --max-lr --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --timescale --T --total-steps --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        noam)
            words="--d-model --warmup --warmup-steps --factor --T --total-steps --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        restarts)
            words="--max --max-lr --min --min-lr --min-ratio --T0 --T-mult --peak-decay --decays --T --total-steps --cycles --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        cyclic)
            words="--max --max-lr --min --min-lr --min-ratio --step-up --step-size-up --step-down --step-size-down --mode --gamma --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        chain)
            words="--milestones --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        formula)
            words="--let --T --total-steps --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        read)
            [[ $word == -* ]] || { _lrcalc_file "$word"; return; }
            words="--let --lr --total --warmup --warmup-steps --warmup-start --warmup-shape --warmup-ramp --warmup-mode --past-end --floor --clock --at --when --format -f --digits --columns --work --summary --check --hint --sig --rtol --strict --decimal-comma --caption --standalone --log --column --step-column --log-clock --plot --save --log-scale --as --steps-per-epoch --dataset-size --batch-size --accumulate --devices --drop-last --tokens-per-step --samples-per-step --round --help -h" ;;
        compare)
            words="--at --format -f --digits --columns --plot --save --log-scale --help -h" ;;
        steps)
            words="--dataset-size --batch-size --epochs --accumulate --devices --round --drop-last --sampler --format -f --help -h" ;;
        scale)
            words="--lr --batch-size --to --rule --devices --accumulate --to-devices --to-accumulate --format -f --digits --help -h" ;;
        plateau)
            words="--lr --metrics --column --factor --patience --threshold --threshold-mode --cooldown --min-lr --min --eps --mode --rule --format -f --digits --help -h" ;;
        identify)
            [[ $word == -* ]] || { _lrcalc_file "$word"; return; }
            words="--column --step-column --log-clock --format -f --help -h" ;;
        grade)
            [[ $word == -* ]] || { _lrcalc_file "$word"; return; }
            words="--for --points --feedback --at --sig --rtol --strict --decimal-comma --format -f --standalone --help -h" ;;
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
